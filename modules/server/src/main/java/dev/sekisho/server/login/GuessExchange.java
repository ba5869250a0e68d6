// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a guard tell the store what it has seen, and learn what others have seen, for as long as it is open. Closed before the store. */
public final class GuessExchange implements AutoCloseable {
    /** A crash forgets what was guessed within so long. */
    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Duration BETWEEN_TRIMS = Duration.ofMinutes(5);
    private static final Logger LOGGER = LoggerFactory.getLogger(GuessExchange.class);

    private final SharedGuessGuard guard;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "login-guesses");
        daemon.setDaemon(true);
        return daemon;
    });

    private GuessExchange(SharedGuessGuard guard) {
        this.guard = guard;
    }

    /** Learns what the store remembers, and goes on. */
    public static GuessExchange begin(SharedGuessGuard guard) {
        GuessExchange exchange = new GuessExchange(guard);
        guard.exchange();
        var often = exchange.thread.scheduleWithFixedDelay(
                () -> quietly(guard::exchange), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        var seldom = exchange.thread.scheduleWithFixedDelay(
                () -> quietly(guard::trim), 0, BETWEEN_TRIMS.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.debug("Guesses are shared: {}, {}", often, seldom);
        return exchange;
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            TransientFailureLog.ofProcess()
                    .error(LOGGER, e, () -> "failed logins cannot be shared with the store; they count on this node");
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
        quietly(guard::write);
    }
}
