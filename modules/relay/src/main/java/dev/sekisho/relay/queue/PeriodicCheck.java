// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import java.time.Duration;

/** Whether it is time again; the first time at once. Of one thread. */
final class PeriodicCheck {
    private final long period;
    private long last;

    PeriodicCheck(Duration period) {
        this.period = period.toNanos();
        this.last = System.nanoTime() - this.period;
    }

    boolean isDue() {
        long now = System.nanoTime();
        boolean due = now - last >= period;
        last = due ? now : last;
        return due;
    }
}
