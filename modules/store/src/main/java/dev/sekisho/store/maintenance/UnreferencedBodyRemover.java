// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nothing refers to any more, a little at a time, for as long as it is open. The server has one, closed
 * before the store; on PostgreSQL every node may have one.
 */
public final class UnreferencedBodyRemover implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(UnreferencedBodyRemover.class);

    /** So many bodies in one unit of work: other writers wait for it on SQLite. */
    private static final int AT_ONCE = 10;

    private final BodyStore bodies;
    private final ScheduledExecutorService thread;

    /** Begins at once and goes on after each period. */
    public UnreferencedBodyRemover(Store store, Duration period) {
        this.bodies = store.bodies();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "store-housekeeping");
            daemon.setDaemon(true);
            return daemon;
        });
        var first = thread.submit(() -> quietly(bodies::findUnreferenced));
        var others = thread.scheduleWithFixedDelay(
                () -> quietly(this::collect), 0, period.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.debug("Housekeeping: {}, {}", first, others);
    }

    private void collect() {
        while (!Thread.currentThread().isInterrupted() && bodies.collect(AT_ONCE) == AT_ONCE) {
            LOGGER.debug("There is more to collect");
        }
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            String what = "The store cannot be cleaned up now; trying again later";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } catch (RuntimeException | Error e) {
            LOGGER.error("a fault while removing unused message bodies from the store; trying again later", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
