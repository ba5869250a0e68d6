// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The SQL of the tables {@code queues} and {@code queue_mails}. */
final class SpoolTable {

    private static final String WAITING = SpoolStatus.in(SpoolStatus.WAITING);
    private static final String READY = SpoolStatus.in(SpoolStatus.READY);
    private static final String TAKEN = SpoolStatus.in(SpoolStatus.TAKEN);
    private static final String UNTAKEN = SpoolStatus.in(SpoolStatus.WAITING, SpoolStatus.READY);

    private static final String COLUMNS = "id, rank, next_delivery, name, sender, envelope, body_id";

    /** So many of what has waited long enough are made ready at once; keeps a unit of work short. */
    private static final int MOST_MADE_READY = 500;

    private SpoolTable() {}

    /** One mail of a queue. {@code rank} 0 goes first. */
    record QueuedMail(
            long id,
            int rank,
            Instant nextDelivery,
            StoredMail mail,
            @Nullable Long bodyId) {

        OptionalLong body() {
            return bodyId == null ? OptionalLong.empty() : OptionalLong.of(bodyId);
        }

        static QueuedMail read(ResultRow row) throws SQLException {
            return new QueuedMail(
                    row.number(1),
                    row.integer(2),
                    row.instant(3),
                    new StoredMail(row.text(4), row.textOrNull(5), row.text(6)),
                    row.numberOrNull(7));
        }
    }

    static void create(Sql sql, String queue) {
        sql.update("INSERT INTO queues (name, added) VALUES (?, ?) ON CONFLICT DO NOTHING", queue, Instant.now());
    }

    static boolean isCreated(Sql sql, String queue) {
        return sql.exists("SELECT 1 FROM queues WHERE name = ?", queue);
    }

    static List<String> created(Sql sql) {
        return sql.query("SELECT name FROM queues ORDER BY name", row -> row.text(1));
    }

    /** Puts a mail in that waits, or may be taken. */
    static void insert(
            Sql sql,
            String queue,
            SpoolStatus status,
            int rank,
            Instant nextDelivery,
            StoredMail mail,
            @Nullable Long bodyId) {
        sql.update(
                "INSERT INTO queue_mails (queue, status, rank, next_delivery, added, name, sender, envelope, body_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                queue,
                status.code(),
                rank,
                nextDelivery,
                Instant.now(),
                mail.name(),
                mail.sender(),
                mail.envelope(),
                bodyId);
    }

    /** Puts a mail in that a node takes in the same moment. */
    static QueuedMail insertTaken(
            Sql sql, String queue, String node, int rank, Instant now, StoredMail mail, @Nullable Long bodyId) {
        long id = sql.insert(
                "INSERT INTO queue_mails (queue, status, taken_by, rank, next_delivery, added, name, sender, envelope, body_id)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                queue,
                SpoolStatus.TAKEN.code(),
                node,
                rank,
                now,
                Instant.now(),
                mail.name(),
                mail.sender(),
                mail.envelope(),
                bodyId);
        return new QueuedMail(id, rank, now, mail, bodyId);
    }

    /** Whether {@link #take} would find anything. */
    static boolean hasDue(Sql sql, String queue, Instant now) {
        return sql.exists("SELECT 1 FROM queue_mails WHERE " + READY + " AND queue = ? LIMIT 1", queue)
                || sql.exists(
                        "SELECT 1 FROM queue_mails WHERE " + WAITING + " AND queue = ? AND next_delivery <= ? LIMIT 1",
                        queue,
                        now);
    }

    /** Takes the mail that goes first, for a node, skipping what another node is taking just now. */
    static List<QueuedMail> take(Sql sql, String queue, String node, Instant now, int most) {
        sql.update(
                "UPDATE queue_mails SET " + READY + " WHERE id IN (SELECT id FROM queue_mails WHERE " + WAITING
                        + " AND queue = ? AND next_delivery <= ? ORDER BY next_delivery, id LIMIT ?"
                        + sql.dialect().skipLocked() + ")",
                queue,
                now,
                MOST_MADE_READY);
        List<QueuedMail> taken = sql.query(
                "SELECT " + COLUMNS + " FROM queue_mails WHERE " + READY + " AND queue = ?"
                        + " ORDER BY rank, next_delivery, id LIMIT ?"
                        + sql.dialect().skipLocked(),
                QueuedMail::read,
                queue,
                most);
        sql.updateAll(
                "UPDATE queue_mails SET " + TAKEN + ", taken_by = ? WHERE id = ?",
                taken.stream()
                        .map(mail -> new @Nullable Object[] {node, mail.id()})
                        .toList());
        return taken;
    }

    /** What was finished: the body it referred to, null if it had none. */
    record Finished(@Nullable Long bodyId) {}

    /** Ends what a node has taken. Empty if the node does not hold it any more. */
    static Optional<Finished> finish(Sql sql, long id, String node) {
        return sql.first(
                "DELETE FROM queue_mails WHERE id = ? AND " + TAKEN + " AND taken_by = ? RETURNING body_id",
                row -> new Finished(row.numberOrNull(1)),
                id,
                node);
    }

    /** Puts back what a node has taken. @return false if the node does not hold it any more */
    static boolean putBack(Sql sql, long id, String node, SpoolStatus status, Instant nextDelivery) {
        return sql.update(
                        "UPDATE queue_mails SET status = ?, next_delivery = ?, taken_by = NULL" + " WHERE id = ? AND "
                                + TAKEN + " AND taken_by = ?",
                        status.code(),
                        nextDelivery,
                        id,
                        node)
                == 1;
    }

    static long size(Sql sql, String queue) {
        return sql.number(
                "SELECT (SELECT COUNT(*) FROM queue_mails WHERE " + WAITING + " AND queue = ?)"
                        + " + (SELECT COUNT(*) FROM queue_mails WHERE " + READY + " AND queue = ?)"
                        + " + (SELECT COUNT(*) FROM queue_mails WHERE " + TAKEN + " AND queue = ?)",
                queue,
                queue,
                queue);
    }

    static int flush(Sql sql, String queue, Instant now) {
        return sql.update(
                "UPDATE queue_mails SET " + READY + ", next_delivery = ? WHERE " + WAITING + " AND queue = ?",
                now,
                queue);
    }

    /** All mail of a queue in the order it goes, taken ones too: ids only, so that a long queue can be looked through. */
    static List<Long> order(Sql sql, String queue) {
        return sql.query(
                "SELECT id FROM queue_mails WHERE queue = ? AND " + SpoolStatus.in(SpoolStatus.values())
                        + " ORDER BY rank, next_delivery, id",
                row -> row.number(1),
                queue);
    }

    static Optional<QueuedMail> get(Sql sql, long id) {
        return sql.first("SELECT " + COLUMNS + " FROM queue_mails WHERE id = ?", QueuedMail::read, id);
    }

    /** Some of the mail that nobody has taken, by id, beginning after the given one. */
    static List<QueuedMail> untakenAfter(Sql sql, String queue, long after, int most) {
        return sql.query(
                "SELECT " + COLUMNS + " FROM queue_mails WHERE queue = ? AND " + UNTAKEN + " AND id > ?"
                        + " ORDER BY id LIMIT ?",
                QueuedMail::read,
                queue,
                after,
                most);
    }

    /** Removes mail that nobody has taken. @return false if it is taken, or gone */
    static boolean removeUntaken(Sql sql, long id) {
        return sql.update("DELETE FROM queue_mails WHERE id = ? AND " + UNTAKEN, id) == 1;
    }
}
