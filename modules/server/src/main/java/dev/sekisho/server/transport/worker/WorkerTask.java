// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.worker;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Work that a connection has given to a worker and waits for. The event loop asks it; the worker says that it has begun. */
public final class WorkerTask {
    /** Longer than anything that a client is answered after, a search in all of its mailboxes included. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    private final LongSupplier nanoTime;
    private final long given;
    private volatile @Nullable Thread worker;

    /** Work that is given to the workers now. */
    public WorkerTask(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.given = nanoTime.getAsLong();
    }

    /** The same work, which records the thread that does it. */
    public <T> Callable<T> tracking(Callable<T> work) {
        return () -> {
            worker = Thread.currentThread();
            try {
                return work.call();
            } finally {
                worker = null;
            }
        };
    }

    /** True if nobody should wait any longer. */
    boolean overdue() {
        return nanoTime.getAsLong() - given >= LONGEST.toNanos();
    }

    /** Where the work is, for the log: the name of who does it, with the place in the code as its trace. */
    public Throwable whereabouts() {
        Thread at = worker;
        Throwable place = new IllegalStateException(
                at == null ? "no worker has begun it" : "worker " + at.getName() + " has not come back");
        place.setStackTrace(at == null ? new StackTraceElement[0] : at.getStackTrace());
        return place;
    }
}
