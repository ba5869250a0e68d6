// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.spool.SpoolTable.Finished;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoredCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code queue_mails} for an operator, who sees all queues at once. */
final class SpoolAdminTable {
    /** Also what is in no state that there is. */
    private static final String NOT_TAKEN = "NOT (" + SpoolStatus.in(SpoolStatus.TAKEN) + " AND taken_by IS NOT NULL)";

    private SpoolAdminTable() {}

    static List<SpooledMail> page(Sql sql, long after, int most) {
        return sql.query(
                select(sql) + " WHERE queue_mails.id > ? ORDER BY queue_mails.id LIMIT ?",
                SpoolAdminTable::read,
                after,
                most);
    }

    static Optional<SpooledMail> find(Sql sql, long id) {
        return sql.first(select(sql) + " WHERE queue_mails.id = ?", SpoolAdminTable::read, id);
    }

    private static String select(Sql sql) {
        return "SELECT queue_mails.id, queue, status, next_delivery, added, name, sender, envelope, COALESCE(size, 0),"
                + " taken_by, CASE WHEN " + NodeLease.isDead(sql, SqlMailQueueFactory.NODES, "taken_by")
                + " THEN 1 ELSE 0 END FROM queue_mails LEFT JOIN bodies ON bodies.id = body_id";
    }

    private static SpooledMail read(ResultRow row) throws SQLException {
        return new SpooledMail(
                row.number(1),
                row.text(2),
                state(row),
                row.instant(5),
                row.number(9),
                new StoredMail(row.text(6), row.textOrNull(7), row.text(8)));
    }

    private static SpooledMail.State state(ResultRow row) throws SQLException {
        long status = row.number(3);
        String nodeId = row.textOrNull(10);
        Optional<SpoolStatus> known = StoredCode.find(SpoolStatus.values(), status);
        if (known.isEmpty()) {
            return new SpooledMail.Unknown("status " + status);
        }
        return switch (known.get()) {
            case WAITING -> new SpooledMail.Waiting(row.instant(4));
            case READY -> new SpooledMail.Ready();
            case TAKEN ->
                nodeId == null
                        ? new SpooledMail.Unknown("status " + status + ", taken by nobody")
                        : new SpooledMail.Taken(nodeId, row.number(11) == 1);
        };
    }

    static boolean retry(Sql sql, long id, Instant now) {
        return sql.update(
                        "UPDATE queue_mails SET status = ?, taken_by = NULL,"
                                + " next_delivery = CASE WHEN status = ? THEN next_delivery ELSE ? END"
                                + " WHERE id = ? AND " + NOT_TAKEN,
                        SpoolStatus.READY.code(),
                        SpoolStatus.READY.code(),
                        now,
                        id)
                == 1;
    }

    /** Empty if it is taken, or gone. */
    static Optional<Finished> removeUntaken(Sql sql, long id) {
        return sql.first(
                "DELETE FROM queue_mails WHERE id = ? AND " + NOT_TAKEN + " RETURNING body_id",
                row -> new Finished(row.numberOrNull(1)),
                id);
    }
}
