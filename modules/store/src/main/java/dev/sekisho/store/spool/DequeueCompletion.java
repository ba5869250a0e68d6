// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.UnitOfWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the processing of a mail from the queue ends. Has no effect, and reports so, if the node no longer has the mail. */
sealed interface DequeueCompletion {

    /** The mail's row. */
    long id();

    /** Writes it down. @return what is to be done after the commit; empty if the node does not hold the mail any more */
    Optional<List<Runnable>> apply(Sql sql, BodyStore bodies, Instant now);

    /** What is written down instead when this one cannot be, now or later. */
    default DequeueCompletion instead(Instant nextDelivery) {
        return this;
    }

    /**
     * The mail has been dealt with: the row goes, what was to become of the mail is done, and its body goes if nothing
     * refers to it any more.
     */
    record Finish(long id, String node, List<UnitOfWork<Runnable>> steps) implements DequeueCompletion {
        public Finish {
            steps = List.copyOf(steps);
        }

        @Override
        public Optional<List<Runnable>> apply(Sql sql, BodyStore bodies, Instant now) {
            Optional<SpoolTable.Finished> finished = SpoolTable.finish(sql, id, node);
            if (finished.isEmpty()) {
                return Optional.empty();
            }
            List<Runnable> afterwards =
                    steps.stream().map(step -> step.run(sql)).toList();
            finished.map(SpoolTable.Finished::bodyId).ifPresent(body -> bodies.release(sql, body));
            return Optional.of(afterwards);
        }

        @Override
        public DequeueCompletion instead(Instant nextDelivery) {
            return new PutBack(id, node, nextDelivery);
        }
    }

    /** The mail is to be taken again, not before {@code nextDelivery}. */
    record PutBack(long id, String node, Instant nextDelivery) implements DequeueCompletion {
        @Override
        public Optional<List<Runnable>> apply(Sql sql, BodyStore bodies, Instant now) {
            SpoolStatus status = nextDelivery.isAfter(now) ? SpoolStatus.WAITING : SpoolStatus.READY;
            return SpoolTable.putBack(sql, id, node, status, nextDelivery) ? Optional.of(List.of()) : Optional.empty();
        }
    }
}
