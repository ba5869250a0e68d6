// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether every account has keys for SCRAM, as of a few seconds ago: it is looked at when this is made, and then while somebody asks, by a thread of its
 * own. Where it cannot be seen, they have not. Safe for all threads.
 */
final class KeyCoverage implements AutoCloseable {
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(KeyCoverage.class);

    private final BooleanSupplier look;
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + BETWEEN_LOOKS.toNanos());
    private final ScheduledThreadPoolExecutor thread =
            LoginThreads.timer("key-coverage", BETWEEN_LOOKS.multipliedBy(2));
    private volatile boolean everyAccountHasThem;

    /** Looks at once, which blocks. @param look whether every account has keys now */
    KeyCoverage(BooleanSupplier look) {
        this.look = look;
        look();
    }

    /** True if every account has keys. Does not block. */
    boolean everyAccountHasThem() {
        long now = System.nanoTime();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + BETWEEN_LOOKS.toNanos()) && !thread.isShutdown()) {
            thread.schedule(this::look, 0, TimeUnit.NANOSECONDS);
        }
        return everyAccountHasThem;
    }

    private void look() {
        try {
            everyAccountHasThem = look.getAsBoolean();
        } catch (RuntimeException e) {
            everyAccountHasThem = false;
            TransientFailureLog.ofProcess()
                    .error(
                            LOGGER,
                            e,
                            () -> "whether every account has keys for SCRAM cannot be seen; SCRAM is not offered");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
