// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings an {@link Error} back to who waits for the engine. Reactor takes some for the end of the machine and tells nobody but the log, so
 * the command would never be answered; but most are the fault of one command, such as a message nested more deeply than a parser can follow.
 */
final class EngineErrorPropagation {
    private static final String HOOK = "sekisho-imap";
    private static final ThreadLocal<@Nullable CompletableFuture<Void>> WAITING = new ThreadLocal<>();

    static {
        Schedulers.onScheduleHook(HOOK, EngineErrorPropagation::reporting);
    }

    private EngineErrorPropagation() {}

    /**
     * Waits for work of the engine, on whatever threads it is done. Throws what it failed with.
     *
     * @param atMost how long it may take, if there is a bound; beyond that it is cancelled, its threads are interrupted, and the failure
     *     is a {@link TimeoutException}, wrapped as Reactor wraps what is checked
     */
    static void await(Mono<Void> work, Optional<Duration> atMost) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        CompletableFuture<Void> before = WAITING.get();
        WAITING.set(failure);
        try {
            Mono<Void> done = Mono.firstWithSignal(work, Mono.fromFuture(failure));
            atMost.map(bound -> done.timeout(bound, Mono.error(() -> new TimeoutException("it took too long"))))
                    .orElse(done)
                    .block();
        } finally {
            failure.complete(null);
            restore(before);
        }
    }

    /** What is scheduled on behalf of a command reports to who waits for the command. */
    private static Runnable reporting(Runnable task) {
        CompletableFuture<Void> failure = WAITING.get();
        return failure == null ? task : () -> run(task, failure);
    }

    private static void run(Runnable task, CompletableFuture<Void> failure) {
        CompletableFuture<Void> before = WAITING.get();
        WAITING.set(failure);
        try {
            task.run();
        } catch (Error e) {
            if (!failure.completeExceptionally(e)) { // nobody waits any more
                throw e;
            }
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable CompletableFuture<Void> before) {
        if (before == null) {
            WAITING.remove();
        } else {
            WAITING.set(before);
        }
    }
}
