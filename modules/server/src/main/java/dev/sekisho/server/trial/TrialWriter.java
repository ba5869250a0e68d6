// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.trial;

import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.trial.RunningTrial;
import dev.sekisho.store.trial.TrialFinding;
import dev.sekisho.store.trial.TrialStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what values on trial would have refused to the store, in batches, by a thread of its own, for as long as it is open; and says
 * there which values are on trial. What waits is bounded: while the store is away, what is new is dropped. Closed before the store.
 */
public final class TrialWriter implements TrialRecorder, AutoCloseable {
    /** A crash forgets what was found within so long. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    static final int MOST = 10_000;
    private static final Duration BETWEEN_SIGNS = Duration.ofHours(1);
    private static final Logger LOGGER = LoggerFactory.getLogger(TrialWriter.class);

    private final TrialStore store;
    private final List<RunningTrial> running;
    private final Clock clock;
    /** Guarded by itself. */
    private final Map<TrialFinding.Subject, TrialFinding> pending = new LinkedHashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "trial-findings");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Of a server that has these values on trial. */
    TrialWriter(TrialStore store, List<RunningTrial> running, Clock clock) {
        this.store = store;
        this.running = List.copyOf(running);
        this.clock = clock;
    }

    /** Begins to write for a server that has these values on trial; does nothing where there are none. */
    public static TrialWriter begin(TrialStore store, List<RunningTrial> running, Clock clock) {
        TrialWriter writer = new TrialWriter(store, running, clock);
        if (!running.isEmpty()) {
            var often = writer.thread.scheduleWithFixedDelay(
                    () -> quietly(writer::write), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
            quietly(writer::sign);
            var seldom = writer.thread.scheduleWithFixedDelay(
                    () -> quietly(writer::sign),
                    BETWEEN_SIGNS.toMillis(),
                    BETWEEN_SIGNS.toMillis(),
                    TimeUnit.MILLISECONDS);
            LOGGER.debug("Trials are written down: {}, {}", often, seldom);
        }
        return writer;
    }

    @Override
    public void found(TrialFinding.Subject subject, String recipient, String reply) {
        Instant now = clock.instant();
        TrialFinding finding = new TrialFinding(subject, recipient, reply, now, now, 1);
        synchronized (pending) {
            if (pending.containsKey(subject) || pending.size() < MOST) {
                pending.merge(subject, finding, TrialFinding::and);
            }
        }
    }

    /** What is pending goes to the store. Blocks. */
    void write() {
        List<TrialFinding> batch;
        synchronized (pending) {
            batch = List.copyOf(pending.values());
            pending.clear();
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.write(batch);
        } catch (RuntimeException e) {
            putBack(batch);
            throw e;
        }
    }

    private void putBack(List<TrialFinding> batch) {
        synchronized (pending) {
            batch.forEach(finding -> pending.merge(finding.subject(), finding, (newer, older) -> older.and(newer)));
        }
    }

    private void sign() {
        store.run(running, clock.instant());
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            TransientFailureLog.ofProcess()
                    .error(
                            LOGGER,
                            e,
                            () -> "what values on trial would have refused cannot be written to the store now");
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
        quietly(this::write);
    }
}
