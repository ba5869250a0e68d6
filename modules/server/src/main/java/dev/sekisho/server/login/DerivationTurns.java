// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.transport.limit.ClientNetwork;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Derives at most as many passwords at once as there are processors, on threads of its own and in a {@link FairOrder}, so that many logins at once take
 * neither the workers nor the turns of others. Safe for all threads.
 */
final class DerivationTurns implements AutoCloseable {
    /** More than connections may be open; of a client that goes away meanwhile one stays until its turn comes. */
    static final int MOST_WAITING = 10_000;

    private final ThreadPoolExecutor threads;
    /** Guarded by itself. */
    private final FairOrder<Runnable> order = new FairOrder<>();

    DerivationTurns() {
        this(Runtime.getRuntime().availableProcessors());
    }

    DerivationTurns(int atOnce) {
        this.threads = LoginThreads.pool("login", atOnce);
    }

    private record Address(ClientNetwork network) {}

    private record Account(String name) {}

    /** The threads, for the logins of one client with one name. They refuse work when too much of it waits. */
    Executor of(ClientNetwork client, String name) {
        return task -> {
            synchronized (order) {
                if (order.size() >= MOST_WAITING) {
                    throw new RejectedExecutionException(MOST_WAITING + " logins wait");
                }
                order.add(new Address(client), new Account(name), task);
            }
            threads.execute(this::next);
        };
    }

    private void next() {
        Runnable task;
        synchronized (order) {
            task = order.take().orElseThrow();
        }
        task.run();
    }

    /** Takes no more work. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
