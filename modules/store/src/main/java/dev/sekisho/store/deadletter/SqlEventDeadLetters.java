// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.deadletter;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.UnitOfWork;
import java.time.Instant;
import org.apache.james.events.Event;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.EventSerializer;
import org.apache.james.events.Group;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** James' dead letters in the store, so that what a listener could not take survives a restart. */
public final class SqlEventDeadLetters implements EventDeadLetters {

    private final Database database;
    private final EventSerializer serializer;

    /** On an opened database; {@code serializer} must know all events of the bus. */
    public SqlEventDeadLetters(Database database, EventSerializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    @Override
    public Mono<InsertionId> store(Group group, Event event) {
        require(group, REGISTERED_GROUP_CANNOT_BE_NULL);
        require(event, FAIL_DELIVERED_EVENT_CANNOT_BE_NULL);
        InsertionId id = InsertionId.random();
        return written(sql -> sql.update(
                        "INSERT INTO dead_letters (group_name, insertion_id, event, added) VALUES (?, ?, ?, ?)",
                        group.asString(),
                        id.asString(),
                        serializer.toJson(event),
                        Instant.now()))
                .thenReturn(id);
    }

    @Override
    public Mono<Void> remove(Group group, InsertionId id) {
        require(group, REGISTERED_GROUP_CANNOT_BE_NULL);
        require(id, FAIL_DELIVERED_ID_INSERTION_CANNOT_BE_NULL);
        return written(sql -> sql.update(
                        "DELETE FROM dead_letters WHERE group_name = ? AND insertion_id = ?",
                        group.asString(),
                        id.asString()))
                .then();
    }

    @Override
    public Mono<Void> remove(Group group) {
        require(group, REGISTERED_GROUP_CANNOT_BE_NULL);
        return written(sql -> sql.update("DELETE FROM dead_letters WHERE group_name = ?", group.asString()))
                .then();
    }

    @Override
    public Mono<Event> failedEvent(Group group, InsertionId id) {
        require(group, REGISTERED_GROUP_CANNOT_BE_NULL);
        require(id, FAIL_DELIVERED_ID_INSERTION_CANNOT_BE_NULL);
        return read(sql -> sql.first(
                        "SELECT event FROM dead_letters WHERE group_name = ? AND insertion_id = ?",
                        row -> row.text(1),
                        group.asString(),
                        id.asString()))
                .flatMap(Mono::justOrEmpty)
                .map(serializer::asEvent);
    }

    @Override
    public Flux<InsertionId> failedIds(Group group) {
        require(group, REGISTERED_GROUP_CANNOT_BE_NULL);
        return read(sql -> sql.query(
                        "SELECT insertion_id FROM dead_letters WHERE group_name = ? ORDER BY added, insertion_id",
                        row -> InsertionId.of(row.text(1)),
                        group.asString()))
                .flatMapIterable(ids -> ids);
    }

    @Override
    public Flux<Group> groupsWithFailedEvents() {
        return read(sql -> sql.query(
                        "SELECT DISTINCT group_name FROM dead_letters ORDER BY group_name", row -> row.text(1)))
                .flatMapIterable(names -> names)
                .map(SqlEventDeadLetters::group);
    }

    @Override
    public Mono<Boolean> containEvents() {
        return read(sql -> sql.exists("SELECT 1 FROM dead_letters LIMIT 1"));
    }

    private static Group group(String name) {
        try {
            return Group.deserialize(name);
        } catch (Group.GroupDeserializationException e) {
            throw new StoreException("dead letters of a listener that is not installed any more: " + name, e);
        }
    }

    private static void require(@Nullable Object argument, String message) {
        if (argument == null) {
            throw new IllegalArgumentException(message);
        }
    }

    private <T> Mono<T> read(UnitOfWork<T> work) {
        return Mono.fromCallable(() -> database.read(work)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<Integer> written(UnitOfWork<Integer> work) {
        return Mono.fromCallable(() -> database.write(work)).subscribeOn(Schedulers.boundedElastic());
    }
}
