// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the full-text index up to date for as long as it is open: what a delivery or an APPEND brings is indexed a moment later. Where much waits, as
 * after an upgrade, it works half of the time, so that others get the rest. The server has one, closed before the store.
 */
public final class BackgroundIndexing implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackgroundIndexing.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(5);
    /** With so many waiting at the start, the log says so, and when it is done. */
    private static final long WORTH_TELLING = 1_000;

    private final TextIndex index;
    private final TextIndexing indexing;
    private final ScheduledExecutorService thread;
    private boolean tellsWhenDone;

    /** Begins at once. If the index is switched off, what is left of it is removed. */
    public BackgroundIndexing(TextIndex index, TextIndexing indexing) {
        this(index, indexing, PERIOD);
    }

    BackgroundIndexing(TextIndex index, TextIndexing indexing, Duration period) {
        this.index = index;
        this.indexing = indexing;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "text-indexing");
            daemon.setDaemon(true);
            return daemon;
        });
        var first = thread.submit(() -> quietly(this::begin));
        if (index.isOn()) {
            var others = thread.scheduleWithFixedDelay(
                    () -> quietly(this::indexWaiting), 0, period.toMillis(), TimeUnit.MILLISECONDS);
            LOGGER.debug("Indexing: {}, {}", first, others);
        }
    }

    private void begin() {
        if (!index.isOn()) {
            indexing.removeAll();
            return;
        }
        long waiting = indexing.waiting();
        tellsWhenDone = waiting >= WORTH_TELLING;
        if (tellsWhenDone) {
            LOGGER.info("{} messages are not in the full-text index yet; they are indexed in the background", waiting);
        }
    }

    private void indexWaiting() {
        long begun = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && indexing.some()) {
            try {
                TimeUnit.NANOSECONDS.sleep(System.nanoTime() - begun);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            }
            begun = System.nanoTime();
        }
        if (tellsWhenDone) {
            tellsWhenDone = false;
            LOGGER.info("All messages are in the full-text index");
        }
    }

    private void quietly(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            if (thread.isShutdown()) {
                LOGGER.debug("Indexing was interrupted by the end of the server", e);
                return;
            }
            String what = "Messages cannot be put into the full-text index now; trying again later";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } catch (RuntimeException | Error e) {
            LOGGER.error("a fault while putting messages into the full-text index; trying again later", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(MOST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                LOGGER.debug("Indexing has not ended; the store ends it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
