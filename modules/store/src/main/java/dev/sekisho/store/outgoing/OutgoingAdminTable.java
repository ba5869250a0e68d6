// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.outgoing.OutgoingQueue.HeldFor;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The SQL of what an operator, other routes or another pin change of the recipients in the queue. */
final class OutgoingAdminTable {
    private static final String TAKEN = RecipientStatus.in(RecipientStatus.TAKEN);
    private static final String UNMET = RecipientStatus.in(RecipientStatus.UNMET);

    /** What was tried, and has no host: it was asked for, and no back-off stands in its way. */
    private static final String AT_ONCE = RecipientStatus.in(RecipientStatus.WAITING)
            + ", bounced = 0, host = NULL, attempts = CASE WHEN attempts = 0 THEN 1 ELSE attempts END, next_attempt = ?";

    private OutgoingAdminTable() {}

    /** @return 1, or 0 if it is taken or done */
    static int deleteUntaken(Sql sql, long recipient) {
        return sql.update(
                "DELETE FROM outgoing_recipients WHERE id = ? AND "
                        + RecipientStatus.where(RecipientStatus::mayBeRemoved),
                recipient);
    }

    /** Has one leave another way; one that was held for what the former way demanded is tried. @return 1, or 0 if it is taken or done */
    static int reroute(Sql sql, long recipient, RouteDestination routeDestination) {
        return sql.update(
                "UPDATE outgoing_recipients SET route = ?, destination = ?, status = CASE WHEN " + UNMET + " THEN "
                        + RecipientStatus.WAITING.code() + " ELSE status END WHERE id = ? AND "
                        + RecipientStatus.where(RecipientStatus::mayBeRerouted),
                routeDestination.route(),
                routeDestination.destination(),
                recipient);
    }

    /** The keys that recipients are held for, each once; a key that cannot be read is left out. */
    static List<HeldFor> heldFor(Sql sql) {
        return sql
                .<Optional<HeldFor>>query(
                        "SELECT DISTINCT route, destination, host, presented FROM outgoing_recipients WHERE " + UNMET
                                + " AND presented IS NOT NULL AND host IS NOT NULL",
                        row -> {
                            String route = row.text(1);
                            String destination = row.text(2);
                            String host = row.text(3);
                            return Pin.parse(row.text(4)).map(pin -> new HeldFor(route, destination, host, pin));
                        })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets all go that is held for this. @return how many recipients */
    static int release(Sql sql, HeldFor held, Instant now) {
        return sql.update(
                "UPDATE outgoing_recipients SET " + AT_ONCE + " WHERE " + UNMET
                        + " AND route = ? AND destination = ? AND host = ? AND presented = ?",
                now,
                held.route(),
                held.destination(),
                held.host(),
                held.presented().toString());
    }

    /**
     * Holds one for the operator; one that is taken is held when it comes back.
     *
     * @return what it is now; empty if it is held so already, or done
     */
    static Optional<RecipientStatus> stop(Sql sql, long recipient) {
        return sql.first(
                "UPDATE outgoing_recipients SET stopping = 1, bounced = 0, status = CASE WHEN " + TAKEN + " THEN "
                        + RecipientStatus.TAKEN.code() + " ELSE " + RecipientStatus.ON_HOLD.code()
                        + " END WHERE id = ? AND "
                        + RecipientStatus.where(RecipientStatus::mayBeHeld)
                        + " RETURNING status",
                row -> OutgoingRecipientReader.status(row.number(1)),
                recipient);
    }

    /** Takes back that one which is taken is to be held. */
    static int dontStop(Sql sql, long recipient) {
        return sql.update(
                "UPDATE outgoing_recipients SET stopping = 0 WHERE id = ? AND " + TAKEN + " AND stopping = 1",
                recipient);
    }

    /** Has one tried now if its status is such. */
    static int tryNow(Sql sql, long recipient, Instant now, Predicate<RecipientStatus> which) {
        return sql.update(
                "UPDATE outgoing_recipients SET " + AT_ONCE + " WHERE id = ? AND " + RecipientStatus.where(which),
                now,
                recipient);
    }

    /** Has one go back to its sender. */
    static int bounce(Sql sql, long recipient, Instant now) {
        return sql.update(
                "UPDATE outgoing_recipients SET " + RecipientStatus.in(RecipientStatus.WAITING)
                        + ", bounced = 1, next_attempt = ? WHERE id = ? AND "
                        + RecipientStatus.where(RecipientStatus::mayBeBounced),
                now,
                recipient);
    }
}
