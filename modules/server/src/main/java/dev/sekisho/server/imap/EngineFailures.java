// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Brings an exhausted stack back to who waits for the engine. Reactor takes it for the end of the machine and tells nobody but the log, so
 * the command would never be answered; but it is the fault of one message, nested more deeply than a parser can follow.
 */
final class EngineFailures {
    private static final String HOOK = "sekisho-imap";
    private static final ThreadLocal<@Nullable CompletableFuture<Void>> WAITING = new ThreadLocal<>();

    static {
        Schedulers.onScheduleHook(HOOK, EngineFailures::reporting);
    }

    private EngineFailures() {}

    /** Waits for work of the engine, on whatever threads it is done. Throws what it failed with. */
    static void await(Mono<Void> work) {
        CompletableFuture<Void> failure = new CompletableFuture<>();
        CompletableFuture<Void> before = WAITING.get();
        WAITING.set(failure);
        try {
            Mono.firstWithSignal(work, Mono.fromFuture(failure)).block();
        } finally {
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
        } catch (StackOverflowError e) {
            failure.completeExceptionally(e);
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
