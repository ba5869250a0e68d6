// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the operator sees of the outgoing queue, and may do with it, whether or not a server runs. For any thread. */
public final class OutgoingAdmin {
    private final Database database;
    private final BodyStore bodies;
    private final QueueNotifier bell;

    OutgoingAdmin(Database database, QueueNotifier bell) {
        this.database = database;
        this.bodies = new BodyStore(database);
        this.bell = bell;
    }

    /**
     * Some messages, oldest first, with all their recipients: so many are read, whatever the queue holds.
     *
     * @param after behind the message of this id; 0 for the first ones
     * @param most so many at most; fewer mean that there are no more
     */
    public List<OutgoingMessage> page(long after, int most) {
        return database.read(sql -> OutgoingTable.page(sql, after, most));
    }

    /** How it stands with the queue of a store that is only looked at. */
    public static OutgoingSummary summary(Sql sql) {
        return OutgoingTable.summary(sql);
    }

    /** How it stands with the queue as a whole. */
    public OutgoingSummary summary() {
        return database.read(OutgoingTable::summary);
    }

    /** One message with all its recipients. */
    public Optional<OutgoingMessage> find(long id) {
        return database.read(sql -> OutgoingTable.whole(sql, id));
    }

    /**
     * With how many recipients something was done.
     *
     * @param now at once
     * @param afterwards what is done if they are not delivered: they are under way
     */
    public record Done(int now, int afterwards) {
        /** Both together. */
        public Done plus(Done other) {
            return new Done(now + other.now, afterwards + other.afterwards);
        }
    }

    /**
     * Holds what waits of messages until it is released. What is under way goes to its end, and is held then instead of being tried again.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done hold(List<OutgoingMessage> messages) {
        List<Integer> held = database.write(sql -> messages.stream()
                .flatMap(message -> message.recipients().stream())
                .flatMap(recipient -> sql
                        .query(
                                "UPDATE outgoing_recipients SET stopping = 1, bounced = 0, status = CASE WHEN status = 2 THEN 2 ELSE 3"
                                        + " END WHERE id = ? AND status IN (0, 1, 2) RETURNING status",
                                row -> row.integer(1),
                                recipient.id())
                        .stream())
                .toList());
        int afterwards = (int) held.stream()
                .filter(status -> status == RecipientStatus.TAKEN.ordinal())
                .count();
        return new Done(held.size() - afterwards, afterwards);
    }

    /**
     * Lets go what is held of messages, for whatever reason, and tries it now; what is under way and was to be held then, is not.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done release(List<OutgoingMessage> messages, Instant now) {
        return ringing(database.write(sql -> update(sql, "stopping = 0", messages, "2", " AND stopping = 1")
                + update(sql, OutgoingTable.AT_ONCE + now.toEpochMilli(), messages, "1, 3")));
    }

    /**
     * Tries what waits of messages now.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done retry(List<OutgoingMessage> messages, Instant now) {
        return ringing(
                database.write(sql -> update(sql, OutgoingTable.AT_ONCE + now.toEpochMilli(), messages, "0, 1")));
    }

    /**
     * Has what is left of messages sent back to their senders, but for what is under way just now.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done bounce(List<OutgoingMessage> messages, Instant now) {
        return ringing(database.write(sql ->
                update(sql, "status = 0, bounced = 1, next_attempt = " + now.toEpochMilli(), messages, "0, 1, 3")));
    }

    /**
     * Removes what is left of messages, but for what is under way just now; nobody is told.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done remove(List<OutgoingMessage> messages) {
        return new Done(
                database.write(sql -> {
                    int removed = 0;
                    for (OutgoingMessage message : messages) {
                        for (OutgoingRecipient recipient : message.recipients()) {
                            removed += sql.update(
                                    "DELETE FROM outgoing_recipients WHERE id = ? AND status IN (0, 1, 3)",
                                    recipient.id());
                        }
                        OutgoingTable.removeIfDone(sql, bodies, message.id());
                    }
                    return removed;
                }),
                0);
    }

    private Done ringing(int touched) {
        bell.ring();
        return new Done(touched, 0);
    }

    private static int update(Sql sql, String what, List<OutgoingMessage> messages, String from) {
        return update(sql, what, messages, from, "");
    }

    private static int update(Sql sql, String what, List<OutgoingMessage> messages, String from, String where) {
        return messages.stream()
                .flatMap(message -> message.recipients().stream())
                .mapToInt(recipient -> sql.update(
                        "UPDATE outgoing_recipients SET " + what + " WHERE id = ? AND status IN (" + from + ")" + where,
                        recipient.id()))
                .sum();
    }
}
