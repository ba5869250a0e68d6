// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.queue;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Optional;

/** How the taking of a mail ends. Has no effect, and says so, if the node does not hold the mail any more. */
sealed interface Completion {

    /** The mail's row. */
    long id();

    /** Writes it down. @return false if the node does not hold the mail any more */
    boolean apply(Sql sql, Bodies bodies, Instant now);

    /** The mail has been dealt with: the row goes, and its body if nothing else refers to it. */
    record Finish(long id, String node) implements Completion {
        @Override
        public boolean apply(Sql sql, Bodies bodies, Instant now) {
            Optional<QueueTable.Finished> finished = QueueTable.finish(sql, id, node);
            finished.map(QueueTable.Finished::bodyId).ifPresent(body -> bodies.release(sql, body));
            return finished.isPresent();
        }
    }

    /** The mail is to be taken again, not before {@code nextDelivery}. */
    record PutBack(long id, String node, Instant nextDelivery) implements Completion {
        @Override
        public boolean apply(Sql sql, Bodies bodies, Instant now) {
            int status = nextDelivery.isAfter(now) ? QueueTable.WAITING : QueueTable.READY;
            return QueueTable.putBack(sql, id, node, status, nextDelivery);
        }
    }
}
