// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongToIntFunction;

/** What the operator sees of the outgoing queue, and may do with it, whether or not a server runs. For any thread. */
public final class OutgoingAdmin {
    private final Database database;
    private final BodyStore bodies;
    private final OutgoingNotifier notifier;

    OutgoingAdmin(Database database, OutgoingNotifier notifier) {
        this.database = database;
        this.bodies = new BodyStore(database);
        this.notifier = notifier;
    }

    /**
     * Some messages, oldest first, with all their recipients: so many are read, whatever the queue holds.
     *
     * @param after behind the message of this id; 0 for the first ones
     * @param most so many at most; fewer mean that there are no more
     */
    public List<OutgoingMessage> page(long after, int most) {
        return database.read(sql -> OutgoingMessageTable.page(sql, after, most));
    }

    /** How it stands with the queue of a store that is only looked at. */
    public static OutgoingSummary summary(Sql sql) {
        return new OutgoingSummary(
                OutgoingRecipientTable.counts(sql),
                OutgoingMessageTable.oldest(sql),
                OutgoingRecipientTable.waitsFor(sql, OutgoingSummary.PORT_BLOCKED_MARK));
    }

    /** How it stands with the queue as a whole. */
    public OutgoingSummary summary() {
        return database.read(OutgoingAdmin::summary);
    }

    /** One message with all its recipients. */
    public Optional<OutgoingMessage> find(long id) {
        return database.read(sql -> OutgoingMessageTable.whole(sql, id));
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
        List<RecipientStatus> held = database.write(sql -> messages.stream()
                .flatMap(message -> message.recipients().stream())
                .flatMap(recipient -> OutgoingAdminTable.stop(sql, recipient.id()).stream())
                .toList());
        int afterwards = Collections.frequency(held, RecipientStatus.TAKEN);
        return new Done(held.size() - afterwards, afterwards);
    }

    /**
     * Lets go what is held of messages, for whatever reason, and tries it now; what is under way and was to be held then, is not.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done release(List<OutgoingMessage> messages, Instant now) {
        return signalled(database.write(sql -> each(messages, id -> OutgoingAdminTable.dontStop(sql, id))
                + each(messages, id -> OutgoingAdminTable.tryNow(sql, id, now, RecipientStatus::mayBeReleased))));
    }

    /**
     * Tries what waits of messages now.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done retry(List<OutgoingMessage> messages, Instant now) {
        return signalled(database.write(
                sql -> each(messages, id -> OutgoingAdminTable.tryNow(sql, id, now, RecipientStatus::mayBeRetried))));
    }

    /**
     * Has what is left of messages sent back to their senders, but for what is under way just now.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done bounce(List<OutgoingMessage> messages, Instant now) {
        return signalled(database.write(sql -> each(messages, id -> OutgoingAdminTable.bounce(sql, id, now))));
    }

    /**
     * Removes what is left of messages, except what a node is sending now; no DSN is sent.
     *
     * @param messages with those of their recipients that are meant
     */
    public Done remove(List<OutgoingMessage> messages) {
        return new Done(
                database.write(sql -> {
                    int removed = 0;
                    for (OutgoingMessage message : messages) {
                        for (OutgoingRecipient recipient : message.recipients()) {
                            removed += OutgoingAdminTable.deleteUntaken(sql, recipient.id());
                        }
                        OutgoingMessageTable.removeIfDone(sql, bodies, message.id());
                    }
                    return removed;
                }),
                0);
    }

    private Done signalled(int touched) {
        notifier.tell();
        return new Done(touched, 0);
    }

    private static int each(List<OutgoingMessage> messages, LongToIntFunction change) {
        return messages.stream()
                .flatMap(message -> message.recipients().stream())
                .mapToLong(OutgoingRecipient::id)
                .mapToInt(change)
                .sum();
    }
}
