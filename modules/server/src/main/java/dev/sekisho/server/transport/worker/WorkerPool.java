// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.worker;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The threads that do what may block. Safe for all threads. */
public final class WorkerPool {
    private final Executor executor;

    public WorkerPool(Executor executor) {
        this.executor = executor;
    }

    /**
     * Has work done, and what follows it handed to {@code resume}, which brings it to the event loop.
     *
     * @param failed follows a failure, which may be that there are too many at work
     */
    public <T> void run(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed, Consumer<Runnable> resume) {
        try {
            executor.execute(() -> resume.accept(outcome(work, then, failed)));
        } catch (Throwable notTaken) {
            resume.accept(() -> failed.accept(notTaken));
        }
    }

    private static <T> Runnable outcome(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        try {
            T result = work.call();
            return () -> then.accept(result);
        } catch (Throwable e) { // whatever it is, a connection waits for the outcome
            return () -> failed.accept(e);
        }
    }

    /**
     * Has work done that nobody waits for; in the end by the caller.
     *
     * @param failed called with a failure, by the thread that did the work
     */
    public void detach(Runnable work, Consumer<Throwable> failed) {
        Runnable guarded = () -> loggingFailure(work, failed);
        try {
            executor.execute(guarded);
        } catch (RejectedExecutionException serverEnds) {
            guarded.run();
        } catch (Throwable notTaken) {
            failed.accept(notTaken);
        }
    }

    /** Runs work that nobody waits for. {@code failed} is called with a failure, which may be that too much work waits already. */
    public void execute(Runnable work, Consumer<Throwable> failed) {
        try {
            executor.execute(() -> loggingFailure(work, failed));
        } catch (Throwable notTaken) {
            failed.accept(notTaken);
        }
    }

    private static void loggingFailure(Runnable work, Consumer<Throwable> failed) {
        try {
            work.run();
        } catch (Throwable e) {
            failed.accept(e);
        }
    }
}
