// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.imap.ExpungeLog;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.trial.TrialStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what nothing refers to any more, a little at a time, for as long as it is open: bodies, messages of mailboxes that were deleted, what
 * was expunged long ago, and old findings of trials. The server has one, closed before the store; on PostgreSQL every node may have one.
 */
public final class StoreHousekeeping implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(StoreHousekeeping.class);

    /** So many bodies in one unit of work: other writers wait for it on SQLite. */
    private static final int AT_ONCE = 10;

    private static final Duration WHOLE_LOG_EVERY = Duration.ofHours(1);

    private final Database database;
    private final BodyStore bodies;
    private final ExpungeLog expunges;
    private final TrialStore trials;
    private final ScheduledExecutorService thread;

    /** Begins at once and goes on after each period. */
    public StoreHousekeeping(Store store, Duration period) {
        this.database = store.database();
        this.bodies = store.bodies();
        this.expunges = new ExpungeLog(database);
        this.trials = store.trials();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "store-housekeeping");
            daemon.setDaemon(true);
            return daemon;
        });
        var first = thread.submit(() -> quietly(bodies::findUnreferenced));
        var others = thread.scheduleWithFixedDelay(
                () -> quietly(this::collect), 0, period.toMillis(), TimeUnit.MILLISECONDS);
        var hourly = thread.scheduleWithFixedDelay(
                () -> quietly(this::forgetTooMany), 0, WHOLE_LOG_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        LOGGER.debug("Housekeeping: {}, {}, {}", first, others, hourly);
    }

    private void forgetTooMany() {
        expunges.forgetTooMany();
        trials.trim(Instant.now());
    }

    private void collect() {
        for (Long mailbox : database.read(MailboxTable::retired)) {
            remove(mailbox);
        }
        expunges.forgetOld(Instant.now());
        database.tidy();
        while (!Thread.currentThread().isInterrupted() && bodies.collect(AT_ONCE) == AT_ONCE) {
            LOGGER.debug("There is more to collect");
        }
    }

    /** One that is being deleted just now may be among them: then both do it. */
    private void remove(long mailbox) {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more = database.write(sql -> MessageRemoval.mailbox(sql, bodies, mailbox));
        }
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            String what = "The store cannot be cleaned up now; trying again later";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } catch (RuntimeException | Error e) {
            LOGGER.error("a fault while cleaning up the store; trying again later", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
