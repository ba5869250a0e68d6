// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Dialect;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one that sends. It has a lease on all it has taken; {@link #renew} is to be called several times a lease. Once the lease has
 * ended any node puts that back. Times are the database's, so that the nodes' clocks do not matter. For any thread.
 */
public final class OutgoingNode {
    /** After this, what a dead node has taken waits again. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(OutgoingNode.class);

    private final Database database;
    private final Duration lease;
    private volatile String id = "";

    /** Registers nothing yet. */
    public OutgoingNode(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** The name it takes under; another one after its lease was found ended. */
    synchronized String id() {
        if (id.isEmpty()) {
            String fresh = UUID.randomUUID().toString();
            database.write(sql -> {
                if (sql.dialect() == Dialect.SQLITE) {
                    // One process sends what is in a file: whatever is taken was so by one that is gone.
                    sql.update("UPDATE outgoing_nodes SET expires = 0");
                }
                sql.update(
                        "INSERT INTO outgoing_nodes (id, expires) VALUES (?, " + now(sql) + " + ?)",
                        fresh,
                        lease.toMillis());
                return putBackOfTheDead(sql);
            });
            id = fresh;
        }
        return id;
    }

    /** Renews the lease, and puts back what dead nodes have taken. */
    public void renew() {
        String current = id();
        int renewed = database.write(sql -> {
            int own = sql.update(
                    "UPDATE outgoing_nodes SET expires = " + now(sql) + " + ? WHERE id = ?", lease.toMillis(), current);
            putBackOfTheDead(sql);
            return own;
        });
        if (renewed == 0) {
            synchronized (this) {
                LOGGER.warn("The lease of sending node {} has ended; what it had taken is tried by others", current);
                id = "";
            }
        }
    }

    /** Gives the lease up: what it has taken waits again at once. */
    public void leave() {
        String current = id;
        if (current.isEmpty()) {
            return;
        }
        try {
            database.write(sql -> {
                sql.update("UPDATE outgoing_nodes SET expires = 0 WHERE id = ?", current);
                return putBackOfTheDead(sql);
            });
        } catch (StoreException e) {
            LOGGER.warn("Sending node {} could not give its lease up; it ends by itself in {}", current, lease, e);
        }
        id = "";
    }

    private static int putBackOfTheDead(Sql sql) {
        int back =
                sql.update("UPDATE outgoing_recipients SET status = 0, taken_by = NULL WHERE status = 2 AND taken_by IN"
                        + " (SELECT id FROM outgoing_nodes WHERE expires < " + now(sql) + ")");
        sql.update(
                "DELETE FROM outgoing_nodes WHERE expires < " + now(sql)
                        + " AND NOT EXISTS (SELECT 1 FROM outgoing_recipients WHERE status = 2 AND taken_by = outgoing_nodes.id)");
        if (back > 0) {
            LOGGER.info("{} recipients that a process took and did not finish wait again", back);
        }
        return back;
    }

    private static String now(Sql sql) {
        return sql.dialect() == Dialect.SQLITE
                ? "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
                : "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }
}
