// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import java.util.concurrent.atomic.AtomicLong;

/** How long an iteration takes on this machine, learnt from the derivations. Safe for all threads. */
final class DerivationPace {
    /** Fewer take too little time to learn from. */
    static final int FEWEST = 1_000;

    /** Picoseconds of an iteration, smoothed; 0 until something was learnt. */
    private final AtomicLong picoseconds = new AtomicLong();

    void observe(int iterations, long nanos) {
        if (iterations >= FEWEST) {
            long seen = Math.max(1, nanos * 1_000 / iterations);
            picoseconds.updateAndGet(known -> known == 0 ? seen : (known * 7 + seen) / 8);
        }
    }

    /** How many iterations take so long; none while nothing was learnt. */
    long iterationsIn(long nanos) {
        long each = picoseconds.get();
        return each == 0 ? 0 : nanos * 1_000 / each;
    }
}
