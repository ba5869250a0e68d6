// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.queue;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Dialect;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one that takes mail. It has a lease on all it has taken; the lease is renewed by {@link #renew} and,
 * once it has ended, any node puts that mail back. Times are the database's, so that the nodes' clocks do not matter.
 */
final class Node {

    private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

    private final Database database;
    private final Duration lease;
    private volatile String id = "";

    Node(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /** The name the node takes mail under; another one after its lease was found ended. Registers it at the first call. */
    synchronized String id() {
        if (id.isEmpty()) {
            String fresh = UUID.randomUUID().toString();
            database.write(sql -> {
                if (sql.dialect() == Dialect.SQLITE) {
                    // One process takes mail out of a file: whatever is taken was so by one that is gone.
                    sql.update("UPDATE nodes SET expires = 0");
                }
                sql.update("INSERT INTO nodes (id, expires) VALUES (?, " + now(sql) + " + ?)", fresh, lease.toMillis());
                return putBackOfTheDead(sql);
            });
            id = fresh;
        }
        return id;
    }

    /** Whether it is registered, and its lease not known to have ended. */
    boolean isOne() {
        return !id.isEmpty();
    }

    /** Renews the lease, and puts back what dead nodes have taken. */
    void renew() {
        String current = id;
        if (current.isEmpty()) {
            return;
        }
        int renewed = database.write(sql -> {
            int own = sql.update(
                    "UPDATE nodes SET expires = " + now(sql) + " + ? WHERE id = ?", lease.toMillis(), current);
            putBackOfTheDead(sql);
            return own;
        });
        if (renewed == 0) {
            forget(current);
        }
    }

    private void forget(String ended) {
        synchronized (this) {
            if (id.equals(ended)) {
                LOGGER.warn("The lease of node {} has ended; what it had taken is with others now", ended);
                id = "";
            }
        }
    }

    /** Gives the lease up: other nodes need not wait for its end. */
    void leave() {
        String current = id;
        if (current.isEmpty()) {
            return;
        }
        try {
            database.write(sql -> {
                sql.update("UPDATE nodes SET expires = 0 WHERE id = ?", current);
                return putBackOfTheDead(sql);
            });
        } catch (StoreException e) {
            LOGGER.warn("Node {} could not give its lease up; it ends by itself in {}", current, lease, e);
        }
        id = "";
    }

    private static int putBackOfTheDead(Sql sql) {
        int back = sql.update("UPDATE queue_mails SET status = 1, taken_by = NULL WHERE status = 2 AND taken_by IN"
                + " (SELECT id FROM nodes WHERE expires < " + now(sql) + ")");
        sql.update("DELETE FROM nodes WHERE expires < " + now(sql)
                + " AND NOT EXISTS (SELECT 1 FROM queue_mails WHERE status = 2 AND taken_by = nodes.id)");
        if (back > 0) {
            LOGGER.info("{} mails that a process took and did not finish are ready again", back);
        }
        return back;
    }

    /** The database's clock in milliseconds. */
    private static String now(Sql sql) {
        return sql.dialect() == Dialect.SQLITE
                ? "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
                : "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }
}
