// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the operator sees of the outgoing queue, and may do with it, whether or not a server runs. For any thread. */
public final class OutgoingDesk {
    private final Database database;
    private final Bodies bodies;
    private final Bell bell;

    OutgoingDesk(Database database, Bell bell) {
        this.database = database;
        this.bodies = new Bodies(database);
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
     * How many recipients are held.
     *
     * @param now at once
     * @param afterwards if they are not delivered: they are under way
     */
    public record Held(int now, int afterwards) {}

    /** Holds what waits of a message until it is released. What is under way goes to its end, and is held then instead of being tried again. */
    public Held hold(long message) {
        List<Integer> held = database.write(sql -> sql.query(
                "UPDATE outgoing_recipients SET stopping = 1, status = CASE WHEN status = 2 THEN 2 ELSE 3 END"
                        + " WHERE message_id = ? AND status IN (0, 1, 2) RETURNING status",
                row -> row.integer(1),
                message));
        int afterwards = (int) held.stream()
                .filter(status -> status == RecipientStatus.TAKEN.ordinal())
                .count();
        return new Held(held.size() - afterwards, afterwards);
    }

    /**
     * Lets go what is held of a message, for whatever reason, and tries it now; what is under way and was to be held then, is not.
     *
     * @return how many recipients
     */
    public int release(long message, Instant now) {
        int goingOn = database.write(sql -> sql.update(
                "UPDATE outgoing_recipients SET stopping = 0 WHERE message_id = ? AND status = 2 AND stopping = 1",
                message));
        return goingOn + update(OutgoingTable.AT_ONCE + now.toEpochMilli(), message, "1, 3");
    }

    /** Tries what waits of a message now. @return how many recipients */
    public int retry(long message, Instant now) {
        return update(OutgoingTable.AT_ONCE + now.toEpochMilli(), message, "0, 1");
    }

    /** Has what is left of a message sent back to its sender. @return how many recipients */
    public int bounce(long message, Instant now) {
        return update("status = 0, bounced = 1, next_attempt = " + now.toEpochMilli(), message, "0, 1, 3");
    }

    private int update(String what, long message, String from) {
        int touched = database.write(sql -> sql.update(
                "UPDATE outgoing_recipients SET " + what + " WHERE message_id = ? AND status IN (" + from + ")",
                message));
        bell.ring();
        return touched;
    }

    /**
     * Removes what is left of a message, but for what is under way just now; nobody is told.
     *
     * @return how many recipients
     */
    public int remove(long message) {
        return database.write(sql -> {
            int removed =
                    sql.update("DELETE FROM outgoing_recipients WHERE message_id = ? AND status IN (0, 1, 3)", message);
            OutgoingTable.removeIfDone(sql, bodies, message);
            return removed;
        });
    }
}
