// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber of a queue: takes as many mails as are asked for, never more, and hands them on one after the other. Mail that comes in
 * while some is asked for need not be looked for: whoever puts it in reserves a place, keeps it as taken already, and hands it over.
 * At any time at most one thread is in {@link #drain}; all else may be called by any.
 */
final class SpoolSubscription implements Subscription {

    private static final Logger LOGGER = LoggerFactory.getLogger(SpoolSubscription.class);
    static final int MOST_AT_ONCE = 32;

    private final SqlMailQueue queue;
    private final Subscriber<? super MailQueueItem> subscriber;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private final Queue<SqlMailQueueItem> handedOver = new ConcurrentLinkedQueue<>();
    /** Whether there may be mail in the store that was not looked for since it came in. */
    private volatile boolean unseen = true;

    private volatile boolean cancelled;

    SpoolSubscription(SqlMailQueue queue, Subscriber<? super MailQueueItem> subscriber, Executor executor) {
        this.queue = queue;
        this.subscriber = subscriber;
        this.executor = executor;
    }

    @Override
    public void request(long count) {
        if (count <= 0) {
            cancel();
            subscriber.onError(new IllegalArgumentException("at least one must be requested (Reactive Streams 3.9)"));
            return;
        }
        giveBack(count);
        if (unseen) {
            schedule();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        queue.forget(this);
    }

    /** There may be mail in the store. It is looked for as soon as some is asked for. */
    void wake() {
        unseen = true;
        if (demand.get() > 0) {
            schedule();
        }
    }

    /**
     * Reserves a place for a mail that is about to come in: to be followed by {@link #handOver} or by {@link #giveBack}.
     *
     * @return false if none is asked for, or other mail waits to be looked for, which goes first
     */
    boolean reserve() {
        return !cancelled && !unseen && takeDemand(1) == 1;
    }

    /** Hands a mail to the place that was reserved for it. Never throws. */
    void handOver(SqlMailQueueItem mail) {
        handedOver.add(mail);
        schedule();
    }

    /** As many may be asked for again. */
    void giveBack(long places) {
        demand.accumulateAndGet(places, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }

    private long takeDemand(long most) {
        long before = demand.getAndUpdate(asked -> asked - Math.min(asked, most));
        return Math.min(before, most);
    }

    private void schedule() {
        if (wakes.getAndIncrement() == 0) {
            try {
                executor.execute(this::drain);
            } catch (RejectedExecutionException ending) {
                cancelled = true;
                handOnWhatWasHandedOver();
            }
        }
    }

    private void drain() {
        int seen = 1;
        while (seen != 0) {
            try {
                handOnWhatWasHandedOver();
                look();
            } catch (StoreException e) {
                String what = "queue " + queue.getName().asString()
                        + ": no mail can be taken from the store now; trying again";
                TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
            } catch (RuntimeException e) {
                end(e);
            } catch (Error e) {
                LOGGER.error(
                        "queue {}: a fault while taking mail for processing; trying again",
                        queue.getName().asString(),
                        e);
            }
            seen = wakes.addAndGet(-seen);
        }
    }

    private void end(RuntimeException cause) {
        if (cancelled) {
            LOGGER.debug(
                    "queue {}: mail was taken after its subscriber had ended",
                    queue.getName().asString(),
                    cause);
        } else {
            cancel();
            LOGGER.error(
                    "queue {}: its processing failed and gets no more mail; restart the server",
                    queue.getName().asString(),
                    cause);
            subscriber.onError(cause);
        }
        handOnWhatWasHandedOver();
    }

    private void handOnWhatWasHandedOver() {
        for (SqlMailQueueItem mail = handedOver.poll(); mail != null; mail = handedOver.poll()) {
            handOn(mail);
        }
    }

    private void look() {
        while (!cancelled && unseen) {
            int most = (int) takeDemand(MOST_AT_ONCE);
            if (most == 0) {
                return;
            }
            // Before the look: what comes in behind it is to be looked for again.
            unseen = false;
            List<SqlMailQueueItem> taken = List.of();
            try {
                taken = queue.take(most);
            } catch (StoreException e) {
                unseen = true;
                throw e;
            } finally {
                giveBack((long) most - taken.size());
            }
            if (taken.size() == most) {
                unseen = true;
            }
            taken.forEach(this::handOn);
        }
    }

    private void handOn(SqlMailQueueItem mail) {
        if (cancelled) {
            mail.done(MailQueueItem.CompletionStatus.RETRY);
        } else {
            subscriber.onNext(queue.decorated(mail));
        }
    }
}
