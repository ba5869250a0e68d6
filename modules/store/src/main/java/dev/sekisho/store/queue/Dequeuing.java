// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.queue;

import dev.sekisho.store.sql.PassingFailures;
import dev.sekisho.store.sql.StoreException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subscriber of a queue: takes as many mails as are asked for, never more, and hands them on one after the other.
 * At any time at most one thread is in {@link #drain}; {@link #wake} may be called by any.
 */
final class Dequeuing implements Subscription {

    private static final Logger LOGGER = LoggerFactory.getLogger(Dequeuing.class);
    private static final int MOST_AT_ONCE = 32;

    private final SqlMailQueue queue;
    private final Subscriber<? super MailQueueItem> subscriber;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile boolean cancelled;

    Dequeuing(SqlMailQueue queue, Subscriber<? super MailQueueItem> subscriber, Executor executor) {
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
        demand.accumulateAndGet(count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
        wake();
    }

    @Override
    public void cancel() {
        cancelled = true;
        queue.forget(this);
    }

    /** There may be mail. Does nothing if none is asked for. */
    void wake() {
        if (!cancelled && demand.get() > 0 && wakes.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        int seen = 1;
        while (seen != 0) {
            try {
                drainOnce();
            } catch (StoreException e) {
                String what = "Queue " + queue.getName().asString() + ": nothing can be taken now; trying again";
                PassingFailures.ofProcess().warn(LOGGER, e, () -> what);
            } catch (RuntimeException e) {
                cancel();
                LOGGER.error(
                        "Queue {}: a subscriber failed and gets no more",
                        queue.getName().asString(),
                        e);
                subscriber.onError(e);
            }
            seen = wakes.addAndGet(-seen);
        }
    }

    private void drainOnce() {
        while (!cancelled && demand.get() > 0) {
            List<TakenMail> taken = queue.take((int) Math.min(demand.get(), MOST_AT_ONCE));
            if (taken.isEmpty()) {
                return;
            }
            for (TakenMail mail : taken) {
                if (cancelled) {
                    mail.done(MailQueueItem.CompletionStatus.RETRY);
                } else {
                    demand.decrementAndGet();
                    subscriber.onNext(queue.decorated(mail));
                }
            }
        }
    }
}
