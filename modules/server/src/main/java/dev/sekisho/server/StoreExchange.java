// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something in memory tell the store what this node has counted, and learn what other nodes have, for as long as it is open. Closed before the
 * store.
 */
final class StoreExchange implements AutoCloseable {
    /** A crash forgets what was counted within so long. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Duration BETWEEN_TRIMS = Duration.ofMinutes(5);
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreExchange.class);

    private final Shared shared;
    private final ScheduledExecutorService thread;

    /**
     * What is exchanged.
     *
     * @param name of the thread
     * @param exchange tells the store, and learns from it
     * @param write tells the store
     * @param trim has the store forget what is too old
     * @param failure what the log says where the store cannot be asked
     */
    record Shared(String name, Runnable exchange, Runnable write, Runnable trim, String failure) {}

    private StoreExchange(Shared shared) {
        this.shared = shared;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, shared.name());
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** Learns what the store remembers, and goes on. */
    static StoreExchange begin(Shared shared) {
        StoreExchange exchange = new StoreExchange(shared);
        shared.exchange().run();
        var often = exchange.thread.scheduleWithFixedDelay(
                () -> exchange.quietly(shared.exchange()), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        var seldom = exchange.thread.scheduleWithFixedDelay(
                () -> exchange.quietly(shared.trim()), 0, BETWEEN_TRIMS.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.debug("{} are shared: {}, {}", shared.name(), often, seldom);
        return exchange;
    }

    private void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            TransientFailureLog.ofProcess().error(LOGGER, e, shared::failure);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PERIOD.toSeconds() * 5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        quietly(shared.write());
    }
}
