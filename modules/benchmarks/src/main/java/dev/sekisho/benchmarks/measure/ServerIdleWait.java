// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;

/** Waits until a server has done what it was given: until it uses next to no CPU time for a while. */
public final class ServerIdleWait {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final double QUIET_SECONDS = 0.03;
    private static final int QUIET_STEPS = 3;
    private static final int STEPS = 1_200;

    private ServerIdleWait() {}

    /**
     * Waits, at most ten minutes.
     *
     * @throws IOException if the server is busy even then
     */
    public static void await(Collection<Long> processes) throws IOException, InterruptedException {
        double before = CpuTime.of(processes);
        int quiet = 0;
        for (int step = 0; step < STEPS; step++) {
            Thread.sleep(STEP.toMillis());
            double now = CpuTime.of(processes);
            quiet = now - before <= QUIET_SECONDS ? quiet + 1 : 0;
            before = now;
            if (quiet == QUIET_STEPS) {
                return;
            }
        }
        throw new IOException(
                "the server is still busy after " + STEP.multipliedBy(STEPS).toMinutes() + " minutes");
    }
}
