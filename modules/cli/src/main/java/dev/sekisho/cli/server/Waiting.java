// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Waits for another process, which cannot tell when it is ready: looks ten times a second. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    /**
     * Waits.
     *
     * @param until what is waited for
     * @param most how long at most
     * @param seconds is told every second how many have gone by
     * @return whether it came
     */
    static boolean until(BooleanSupplier until, Duration most, LongConsumer seconds) {
        long start = System.nanoTime();
        long told = 0;
        while (!until.getAsBoolean()) {
            Duration gone = Duration.ofNanos(System.nanoTime() - start);
            if (gone.compareTo(most) >= 0) {
                return false;
            }
            if (gone.toSeconds() > told) {
                told = gone.toSeconds();
                seconds.accept(told);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
