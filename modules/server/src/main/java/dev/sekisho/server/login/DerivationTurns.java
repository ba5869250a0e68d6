// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.server.transport.limit.ClientNetwork;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Derives at most as many passwords at once as there are processors, on threads of its own, so that many logins at once take neither the workers nor the
 * turns of others: clients that are known to the account come before all others but for every fourth turn, and each of the two in a {@link FairOrder}. Safe
 * for all threads.
 */
final class DerivationTurns implements AutoCloseable {
    /** Of each of the two. More than connections may be open; of a client that goes away meanwhile one stays until its turn comes. */
    static final int MOST_WAITING = 10_000;

    /** Every so many turns are a stranger's, while there are both: guesses do not hold up users, nor users a new client. */
    private static final int FOR_STRANGERS = 4;

    private final ThreadPoolExecutor threads;
    /** The lock of both orders and of the number of turns. */
    private final Object lock = new Object();

    private final FairOrder<Runnable> known = new FairOrder<>();
    private final FairOrder<Runnable> strangers = new FairOrder<>();
    private int turns;

    DerivationTurns() {
        this(Runtime.getRuntime().availableProcessors());
    }

    DerivationTurns(int atOnce) {
        this.threads = LoginThreads.pool("login", atOnce);
    }

    private record Address(ClientNetwork network) {}

    private record Account(String name) {}

    /** The threads, for the logins of one client with one name. They refuse work when too much of it waits. */
    Executor of(Standing standing, ClientNetwork client, String name) {
        FairOrder<Runnable> order = standing == Standing.KNOWN ? known : strangers;
        return task -> {
            synchronized (lock) {
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
        synchronized (lock) {
            turns++;
            boolean strangersTurn = turns % FOR_STRANGERS == 0;
            FairOrder<Runnable> first = strangersTurn ? strangers : known;
            FairOrder<Runnable> second = strangersTurn ? known : strangers;
            task = first.take().or(second::take).orElseThrow();
        }
        task.run();
    }

    /** Takes no more work. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
