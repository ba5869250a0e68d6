// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Does things at the same time, each on a thread of its own. */
final class Together {

    private final List<Thread> threads = new ArrayList<>();
    private final List<FutureTask<Boolean>> tasks = new ArrayList<>();

    void begin(Callable<Boolean> what) {
        FutureTask<Boolean> task = new FutureTask<>(what);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        tasks.add(task);
        threads.add(thread);
        thread.start();
    }

    /** Waits until each of them waits within a check of credentials, its own or another's. */
    void awaitThatAllWait() throws InterruptedException {
        for (Thread thread : threads) {
            while (!waitsWithinACheck(thread)) {
                if (!thread.isAlive()) {
                    throw new AssertionError("it did not wait");
                }
                thread.join(1);
            }
        }
    }

    private static boolean waitsWithinACheck(Thread thread) {
        return thread.getState() == Thread.State.WAITING
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(PasswordChecks.class.getName()));
    }

    /** Their outcomes in the order in which they were begun. */
    List<FutureTask<Boolean>> ended() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return tasks;
    }
}
