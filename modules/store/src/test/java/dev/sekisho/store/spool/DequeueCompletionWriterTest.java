// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.database.DatabaseOpener;
import dev.sekisho.store.fixture.Engine;
import dev.sekisho.store.fixture.WrappedDatabase;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.queue.api.MailQueue.MailQueueItem.CompletionStatus;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.apache.james.server.core.MailImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** How takings end that the store cannot write down in that moment. */
class DequeueCompletionWriterTest {
    /** The queue does nothing by itself while a test lasts. */
    private static final Duration NEVER = Duration.ofDays(1);

    @FunctionalInterface
    private interface Scene {
        void play(SqlMailQueue queue, SometimesFailing database) throws Exception;
    }

    private static void on(Engine engine, Scene scene) throws Exception {
        try (Engine.Place place = engine.place();
                Database opened = DatabaseOpener.open(place.settings());
                SometimesFailing database = new SometimesFailing(opened);
                SqlMailQueueFactory factory = new SqlMailQueueFactory(
                        database,
                        new BodyStore(database),
                        new RawMailQueueItemDecoratorFactory(),
                        Clock.systemUTC(),
                        NEVER,
                        NEVER)) {
            scene.play(factory.createQueue(MailQueueName.of("spool")), database);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatIsDoneWhileTheStoreIsFullGoesLater(Engine engine) throws Exception {
        on(engine, (queue, database) -> goesLater(queue, database, new StoreFullException("no space", null)));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatIsDoneWhileTheStoreIsOutOfReachGoesLater(Engine engine) throws Exception {
        on(engine, (queue, database) -> goesLater(queue, database, new StoreUnavailableException("no answer", null)));
    }

    private static void goesLater(SqlMailQueue queue, SometimesFailing database, StoreException failure)
            throws Exception {
        MailQueueItem item = take(queue);
        database.failure = Optional.of(failure);
        item.done(CompletionStatus.SUCCESS);
        queue.tick();
        database.failure = Optional.empty();
        assertThat(statuses(database)).containsExactly(2L);
        queue.tick();
        assertThat(statuses(database)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatIsToComeAgainDoesWhenTheStoreIsThereAgain(Engine engine) throws Exception {
        on(engine, (queue, database) -> {
            MailQueueItem item = take(queue);
            database.failure = Optional.of(new StoreUnavailableException("no answer", null));
            item.done(CompletionStatus.REJECT);
            database.failure = Optional.empty();
            queue.tick();
            assertThat(statuses(database)).containsExactly((long) SpoolStatus.WAITING.code());
        });
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMailThatCannotBeDoneWithComesAgain(Engine engine) throws Exception {
        for (StoreException failure :
                List.of(new StoreConflictException("gone", null), new StoreException("who knows", null))) {
            on(engine, (queue, database) -> {
                MailQueueItem item = take(queue);
                database.failure = Optional.of(failure);
                item.done(CompletionStatus.SUCCESS);
                database.failure = Optional.empty();
                queue.tick();
                assertThat(statuses(database))
                        .as(failure.getMessage())
                        .doesNotContain(2L)
                        .hasSize(1);
            });
        }
    }

    private static MailQueueItem take(SqlMailQueue queue) throws Exception {
        queue.enQueue(MailImpl.builder().name("m").addRecipient("a@far.example").build());
        return Optional.ofNullable(Flux.from(queue.deQueue()).blockFirst(Duration.ofSeconds(30)))
                .orElseThrow();
    }

    private static List<Long> statuses(Database database) {
        return database.read(sql -> sql.query("SELECT status FROM queue_mails", row -> row.number(1)));
    }

    /** A database to which nothing can be written while there is a failure. */
    private static final class SometimesFailing extends WrappedDatabase {
        private volatile Optional<StoreException> failure = Optional.empty();

        SometimesFailing(Database database) {
            super(database);
        }

        @Override
        public <T> T write(UnitOfWork<T> work) {
            failure.ifPresent(each -> {
                throw each;
            });
            return super.write(work);
        }
    }
}
