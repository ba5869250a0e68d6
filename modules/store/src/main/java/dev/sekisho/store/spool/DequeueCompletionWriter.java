// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.james.queue.api.MailQueueName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how takings of one queue end: now or, if the store cannot, as soon as it can. Where what was to become of the mail cannot be
 * done at all, the mail comes again. For any thread.
 */
final class DequeueCompletionWriter {
    private static final Logger LOGGER = LoggerFactory.getLogger(DequeueCompletionWriter.class);
    private static final Duration PASSING_FAILURE_LASTS = Duration.ofSeconds(10);
    private static final Duration REJECTED_COMES_AGAIN_AFTER = Duration.ofMinutes(1);

    private final String queue;
    private final Database database;
    private final BodyStore bodies;
    private final NodeLease node;
    private final Clock clock;
    private final Runnable wake;
    private final ConcurrentLinkedQueue<DequeueCompletion> unwritten = new ConcurrentLinkedQueue<>();

    /** @param wake is called when a mail may be taken again */
    DequeueCompletionWriter(
            MailQueueName queue, Database database, BodyStore bodies, NodeLease node, Clock clock, Runnable wake) {
        this.queue = queue.asString();
        this.database = database;
        this.bodies = bodies;
        this.node = node;
        this.clock = clock;
        this.wake = wake;
    }

    /** When a mail comes again that met a failure in passing. */
    static Instant soon(Instant now) {
        return now.plus(PASSING_FAILURE_LASTS);
    }

    /** When a mail comes again that could not be dealt with. */
    static Instant later(Instant now) {
        return now.plus(REJECTED_COMES_AGAIN_AFTER);
    }

    /** Writes this down, now or by {@link #writeAgain}. */
    void write(DequeueCompletion completion) {
        try {
            Optional<List<Runnable>> afterwards = database.write(sql -> completion.apply(sql, bodies, clock.instant()));
            node.ended(completion.id());
            afterwards.ifPresentOrElse(all -> all.forEach(this::quietly), () -> warnOfLoss(completion));
            if (completion instanceof DequeueCompletion.PutBack) {
                wake.run();
            }
        } catch (StoreFullException | StoreUnavailableException e) {
            TransientFailureLog.ofProcess()
                    .tell(
                            LOGGER,
                            e,
                            () -> "queue " + queue + ": the result of processing mail " + completion.id()
                                    + " cannot be stored now; trying again");
            unwritten.add(completion);
        } catch (StoreConflictException e) {
            LOGGER.info(
                    "queue {}: the store refused the result of processing mail {}, because of another change; the mail is processed again",
                    queue,
                    completion.id(),
                    e);
            unwritten.add(completion.instead(clock.instant()));
        } catch (RuntimeException | Error e) {
            LOGGER.error(
                    "queue {}: the result of processing mail {} cannot be stored; the mail is processed again later",
                    queue,
                    completion.id(),
                    e);
            unwritten.add(completion.instead(later(clock.instant())));
        }
    }

    /** Tries what could not be written down before. */
    void writeAgain() {
        for (int i = unwritten.size(); i > 0; i--) {
            DequeueCompletion again = unwritten.poll();
            if (again != null) {
                write(again);
            }
        }
    }

    private void warnOfLoss(DequeueCompletion completion) {
        LOGGER.warn(
                "queue {}: mail {} no longer belongs to this node: it was removed, another node took it when this node's lease"
                        + " ended, or the answer to a commit was lost. Except in the last case, the result of its processing is discarded",
                queue,
                completion.id());
    }

    /** A failure here does not undo what was committed. */
    private void quietly(Runnable afterwards) {
        try {
            afterwards.run();
        } catch (RuntimeException | Error e) {
            LOGGER.error("queue {}: a fault after a mail was processed; its result is stored", queue, e);
        }
    }
}
