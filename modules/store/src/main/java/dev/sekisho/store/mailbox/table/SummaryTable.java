// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.message.summary.SummaryCodec;
import dev.sekisho.store.sql.Sql;
import java.util.List;
import java.util.Optional;

/** The SQL of the table {@code message_summaries}; only of the summaries of this version. */
public final class SummaryTable {

    private SummaryTable() {}

    /** Keeps the summary of a body in the place of one that may be there. */
    public static void put(Sql sql, long body, byte[] summary) {
        sql.update(
                "INSERT INTO message_summaries (body_id, version, summary) VALUES (?, ?, ?) ON CONFLICT (body_id)"
                        + " DO UPDATE SET version = excluded.version, summary = excluded.summary",
                body,
                SummaryCodec.VERSION,
                summary);
    }

    public static Optional<byte[]> find(Sql sql, long body) {
        return sql.first(
                "SELECT summary FROM message_summaries WHERE body_id = ? AND version = ?",
                row -> row.bytes(1),
                body,
                SummaryCodec.VERSION);
    }

    /** Bodies of messages without one, those with a higher id than this, in the order of their ids. */
    public static List<Long> missing(Sql sql, long after, int most) {
        return sql.query(
                "SELECT DISTINCT m.body_id FROM messages m WHERE m.body_id > ? AND NOT EXISTS (SELECT 1 FROM message_summaries s"
                        + " WHERE s.body_id = m.body_id AND s.version = ?) ORDER BY m.body_id LIMIT ?",
                row -> row.number(1),
                after,
                SummaryCodec.VERSION,
                most);
    }

    /** How many bodies {@link #missing} has. */
    public static long countMissing(Sql sql) {
        return sql.number(
                "SELECT COUNT(DISTINCT m.body_id) FROM messages m WHERE NOT EXISTS (SELECT 1 FROM message_summaries s"
                        + " WHERE s.body_id = m.body_id AND s.version = ?)",
                SummaryCodec.VERSION);
    }
}
