// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Waits for another process, which cannot notify: polls ten times a second. */
public final class ProcessPoll {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private ProcessPoll() {}

    /**
     * Waits.
     *
     * @param until what is waited for
     * @param most how long at most
     * @param seconds is called every second with the seconds so far
     * @return whether it came
     */
    public static boolean until(BooleanSupplier until, Duration most, LongConsumer seconds) {
        long start = System.nanoTime();
        long shown = 0;
        while (!until.getAsBoolean()) {
            Duration gone = Duration.ofNanos(System.nanoTime() - start);
            if (gone.compareTo(most) >= 0) {
                return false;
            }
            if (gone.toSeconds() > shown) {
                shown = gone.toSeconds();
                seconds.accept(shown);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
