// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The threads that do what may block. Safe for all threads. */
final class Workers {
    private final Executor executor;

    Workers(Executor executor) {
        this.executor = executor;
    }

    /**
     * Has work done, and what follows it handed to {@code resume}, which brings it to the event loop.
     *
     * @param failed follows a failure, which may be that there are too many at work
     */
    <T> void run(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed, Consumer<Runnable> resume) {
        try {
            executor.execute(() -> resume.accept(outcome(work, then, failed)));
        } catch (RejectedExecutionException allBusy) {
            resume.accept(() -> failed.accept(allBusy));
        }
    }

    private static <T> Runnable outcome(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        try {
            T result = work.call();
            return () -> then.accept(result);
        } catch (Exception | LinkageError | StackOverflowError e) {
            return () -> failed.accept(e);
        }
    }

    /** Has work done that nobody waits for; in the end by the caller. */
    void detach(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException serverEnds) {
            work.run();
        }
    }

    /** Has work done that nobody waits for. */
    void execute(Runnable work) {
        executor.execute(work);
    }
}
