// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.lease;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoredCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as one that takes rows. It has one lease on all it has taken; {@link #renew} is to be called several times a lease. Once it
 * has ended, any node puts those rows back. Times are the database's, so that the nodes' clocks do not matter. For any thread.
 *
 * <p>A commit whose answer is lost may have taken rows of which this process does not know. They would wait for its end. So whoever works on a
 * row calls {@link #begun}, and {@link #ended} when its result is stored; a row that is taken by this node and not worked on is put back.
 */
public final class NodeLease {
    /** After this, what a dead node has taken waits again. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(NodeLease.class);

    private final Database database;
    private final LeasedRows rows;
    private final Duration lease;
    private volatile String id = "";
    /** The rows that are worked on, and by how many, since a row that is put back may be taken again before the first has said so. */
    private final Map<Long, Integer> inHand = new ConcurrentHashMap<>();
    /** Rows taken by this node that were not worked on at the last renewal. Guarded by this. */
    private Set<Long> strays = Set.of();

    /**
     * The rows that nodes take. Each has a column {@code status} and a column {@code taken_by}.
     *
     * @param nodes the table of the nodes
     * @param table the table of the rows
     * @param taken the status of a row while a node has it
     * @param ready the status of a row that was put back, in SQL
     * @param what what a row is, for the log, such as mails
     */
    public record LeasedRows(String nodes, String table, StoredCode taken, String ready, String what) {
        private String areTaken() {
            return StoredCode.in("status", taken);
        }
    }

    /** Registers nothing yet. */
    public NodeLease(Database database, LeasedRows rows, Duration lease) {
        this.database = database;
        this.rows = rows;
        this.lease = lease;
    }

    /** The name it takes under; another one after its lease was found ended. Registers it at the first call. */
    public synchronized String id() {
        if (id.isEmpty()) {
            String fresh = UUID.randomUUID().toString();
            database.write(sql -> {
                if (sql.dialect() == SqlDialect.SQLITE) {
                    // One process takes what is in a file: whatever is taken was so by one that is gone.
                    sql.update("UPDATE " + rows.nodes() + " SET expires = 0");
                }
                sql.update(
                        "INSERT INTO " + rows.nodes() + " (id, expires) VALUES (?, " + now(sql) + " + ?)",
                        fresh,
                        lease.toMillis());
                return putBackOfTheDead(sql);
            });
            id = fresh;
        }
        return id;
    }

    /** How long it may be silent before others take its rows. */
    public Duration lease() {
        return lease;
    }

    /** Whether it is registered, and its lease not known to have ended. */
    public boolean isOne() {
        return !id.isEmpty();
    }

    /** Work on a row that was taken begins. */
    public void begun(long row) {
        inHand.merge(row, 1, Integer::sum);
    }

    /** Work on a row has ended: its result is stored. */
    public void ended(long row) {
        inHand.computeIfPresent(row, (same, times) -> times == 1 ? null : Integer.valueOf(times - 1));
    }

    /** Renews the lease, and puts back what dead nodes have taken, and rows of this node that are not worked on. Does nothing for one that is not registered. */
    public void renew() {
        String current = id;
        if (current.isEmpty()) {
            return;
        }
        int renewed = database.write(sql -> {
            int own = sql.update(
                    "UPDATE " + rows.nodes() + " SET expires = " + now(sql) + " + ? WHERE id = ?",
                    lease.toMillis(),
                    current);
            putBackOfTheDead(sql);
            return own;
        });
        if (renewed == 0) {
            forget(current);
        } else {
            putBackStrays(current);
        }
    }

    /** Puts back what is not worked on at two renewals in a row: at the first, it may be between the commit and the one who works on it. */
    private synchronized void putBackStrays(String current) {
        Set<Long> unknown = new HashSet<>(database.<List<Long>>read(sql -> sql.query(
                "SELECT id FROM " + rows.table() + " WHERE " + rows.areTaken() + " AND taken_by = ?",
                row -> row.number(1),
                current)));
        unknown.removeAll(inHand.keySet());
        Set<Long> back = new HashSet<>(unknown);
        back.retainAll(strays);
        unknown.removeAll(back);
        strays = unknown;
        if (!back.isEmpty()) {
            int ready = database.write(sql -> back.stream()
                    .mapToInt(row -> sql.update(
                            "UPDATE " + rows.table() + " SET status = " + rows.ready()
                                    + ", taken_by = NULL WHERE id = ? AND " + rows.areTaken() + " AND taken_by = ?",
                            row,
                            current))
                    .sum());
            LOGGER.warn(
                    "{} {} were marked as taken by this node, but nothing in it works on them, probably after a lost commit; they are ready again",
                    ready,
                    rows.what());
        }
    }

    private synchronized void forget(String ended) {
        if (id.equals(ended)) {
            LOGGER.warn(
                    "the lease of node {} has ended; the {} it had taken are ready for other nodes",
                    ended,
                    rows.what());
            id = "";
        }
    }

    /** Gives the lease up: other nodes need not wait for its end. */
    public void leave() {
        String current = id;
        if (current.isEmpty()) {
            return;
        }
        try {
            database.write(sql -> {
                sql.update("UPDATE " + rows.nodes() + " SET expires = 0 WHERE id = ?", current);
                return putBackOfTheDead(sql);
            });
        } catch (StoreException e) {
            LOGGER.warn("node {} could not give up its lease, which ends by itself in {}", current, lease, e);
        }
        id = "";
    }

    private int putBackOfTheDead(Sql sql) {
        String table = rows.table();
        String nodes = rows.nodes();
        // Whoever is not known to live is dead: a node that takes rows between the end of its lease and its next
        // renewal is in no table.
        // A row that a node which hangs in the middle of a transaction has locked is put back when that has been ended.
        int back = sql.update("UPDATE " + table + " SET status = " + rows.ready()
                + ", taken_by = NULL WHERE id IN (SELECT id FROM " + table
                + " WHERE " + rows.areTaken() + " AND " + isDead(sql, nodes, "taken_by")
                + sql.dialect().skipLocked() + ")");
        sql.update("DELETE FROM " + nodes + " WHERE expires < " + now(sql) + " AND NOT EXISTS (SELECT 1 FROM " + table
                + " WHERE " + rows.areTaken() + " AND taken_by = " + nodes + ".id)");
        if (back > 0) {
            LOGGER.info("{} {} that another process took and did not finish are ready again", back, rows.what());
        }
        return back;
    }

    /**
     * An SQL condition: whether the node whose name stands in a column is not known to live, so that what it has taken is put back soon.
     *
     * @param nodes the table of the nodes
     * @param column the column, which may be null
     */
    public static String isDead(Sql sql, String nodes, String column) {
        return column + " NOT IN (SELECT id FROM " + nodes + " WHERE expires >= " + now(sql) + ")";
    }

    /** The database's clock in milliseconds. */
    private static String now(Sql sql) {
        return sql.dialect() == SqlDialect.SQLITE
                ? "CAST(unixepoch('subsec') * 1000 AS INTEGER)"
                : "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
    }
}
