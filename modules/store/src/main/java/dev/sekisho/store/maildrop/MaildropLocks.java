// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maildrop;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who has which maildrop. On SQLite, which one server uses, that is known in this process alone; on PostgreSQL rows with a
 * lease are visible to the other nodes, so that the maildrops of a node that died are free again when the lease has ended. Times are
 * the database's. Safe for all threads.
 */
final class MaildropLocks implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(MaildropLocks.class);

    private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    private final Database database;
    private final Duration lease;
    private final String node = UUID.randomUUID().toString();
    private final Set<Long> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService renewals;

    MaildropLocks(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
        this.renewals = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "maildrop-leases");
            thread.setDaemon(true);
            return thread;
        });
        if (isShared()) {
            long every = lease.toMillis() / 3;
            Future<?> unused = renewals.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private boolean isShared() {
        return database.dialect() == SqlDialect.POSTGRESQL;
    }

    /** @return false if another session has it */
    boolean take(long mailbox) {
        if (!held.add(mailbox)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = !isShared() || takeRow(mailbox);
            return taken;
        } finally {
            if (!taken) {
                held.remove(mailbox);
            }
        }
    }

    /** A row of this node is none that somebody has: it could not be deleted. */
    private boolean takeRow(long mailbox) {
        return database.write(sql -> sql.update(
                        "INSERT INTO maildrop_locks (mailbox_id, holder, expires) VALUES (?, ?, " + NOW + " + ?)"
                                + " ON CONFLICT (mailbox_id) DO UPDATE SET holder = excluded.holder,"
                                + " expires = excluded.expires WHERE maildrop_locks.holder = excluded.holder"
                                + " OR maildrop_locks.expires < " + NOW,
                        mailbox,
                        node,
                        lease.toMillis()))
                == 1;
    }

    /** Whether it is still this node's: one that was held up for longer than a lease may have lost it. */
    boolean has(long mailbox) {
        return held.contains(mailbox)
                && (!isShared()
                        || database.read(sql -> sql.exists(
                                "SELECT 1 FROM maildrop_locks WHERE mailbox_id = ? AND holder = ?", mailbox, node)));
    }

    void giveBack(long mailbox) {
        try {
            if (isShared()) {
                database.write(sql ->
                        sql.update("DELETE FROM maildrop_locks WHERE mailbox_id = ? AND holder = ?", mailbox, node));
            }
        } catch (StoreException e) {
            String what = "The lock of maildrop " + mailbox + " stays until its lease ends";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } finally {
            held.remove(mailbox);
        }
    }

    private void renew() {
        if (held.isEmpty()) {
            return;
        }
        try {
            // Not all rows of this node: one that could not be deleted is to end.
            List<@Nullable Object[]> each = held.stream()
                    .map(mailbox -> new @Nullable Object[] {lease.toMillis(), mailbox, node})
                    .toList();
            database.write(sql -> {
                sql.updateAll(
                        "UPDATE maildrop_locks SET expires = " + NOW + " + ? WHERE mailbox_id = ? AND holder = ?",
                        each);
                return each.size();
            });
        } catch (RuntimeException | Error e) {
            String what = "The leases of " + held.size() + " maildrops could not be renewed; trying again";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        }
    }

    /** Gives back all that this node has. */
    @Override
    public void close() {
        renewals.shutdownNow();
        Set.copyOf(held).forEach(this::giveBack);
    }
}
