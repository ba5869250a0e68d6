// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.textindex;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the tables {@code body_index} and {@code body_grams} that changes them. */
final class BodyIndexTable {
    private static final String EMPTIED =
            "UPDATE body_index SET state = " + IndexState.WAITING.code() + ", not_before = 0 WHERE ";

    private BodyIndexTable() {}

    /** A condition: the body waits. SQLite finds these by the index of what is not complete, which it has to be told of. */
    private static final String WAITS = IndexState.WAITING.condition() + " AND " + IndexState.COMPLETE.otherwise();

    /** Whether a body may be taken now. */
    static boolean isAnyDue(Sql sql, Instant now) {
        return sql.exists("SELECT 1 FROM body_index WHERE " + WAITS + " AND not_before <= ? LIMIT 1", now);
    }

    /** The first bodies that may be indexed now. */
    static List<Long> due(Sql sql, Instant now, int most) {
        return sql.query(
                "SELECT body_id FROM body_index WHERE " + WAITS + " AND not_before <= ? ORDER BY body_id LIMIT ?",
                row -> row.number(1),
                now,
                most);
    }

    /** Those of these that wait do so until then. @return how many */
    static int postpone(Sql sql, List<Long> bodies, Instant until) {
        List<@Nullable Object[]> rows = bodies.stream()
                .map(body -> new @Nullable Object[] {until, body})
                .toList();
        sql.updateAll(
                "UPDATE body_index SET not_before = ? WHERE body_id = ? AND " + IndexState.WAITING.condition(), rows);
        return rows.size();
    }

    static long countWaiting(Sql sql) {
        return sql.number("SELECT COUNT(*) FROM body_index WHERE " + WAITS);
    }

    /** Takes bodies that are due: nobody else does before {@code until}. */
    static List<Long> take(Sql sql, Instant now, Instant until, int most) {
        return sql.query(
                "UPDATE body_index SET not_before = ? WHERE body_id IN (SELECT body_id FROM body_index WHERE "
                        + IndexState.WAITING.condition() + " AND not_before <= ? ORDER BY not_before, body_id LIMIT ?"
                        + sql.dialect().skipLocked() + ") RETURNING body_id",
                row -> row.number(1),
                until,
                now,
                most);
    }

    /** Keeps the grams of a body that waits; one that does so no more, or is no more, is left as it is. */
    static void put(Sql sql, IndexedBody body) {
        int changed = sql.update(
                "UPDATE body_index SET state = ? WHERE body_id = ? AND " + IndexState.WAITING.condition(),
                body.state().code(),
                body.id());
        if (changed == 1) {
            sql.update(
                    sql.dialect() == SqlDialect.SQLITE
                            ? "INSERT INTO body_grams (rowid, grams) VALUES (?, ?)"
                            : "INSERT INTO body_grams (body_id, grams) VALUES (?, CAST(? AS SMALLINT[]))",
                    body.id(),
                    GramText.of(sql.dialect()).document(body.grams()));
        }
    }

    /** Makes the index empty: every body waits. On SQLite the table of grams is made anew, however damaged it is. */
    static void empty(Sql sql) {
        if (sql.dialect() == SqlDialect.SQLITE) {
            sql.execute("DROP TABLE body_grams");
            sql.execute("CREATE VIRTUAL TABLE body_grams USING fts5 (grams, content = '', contentless_delete = 1,"
                    + " detail = none, tokenize = 'ascii')");
            sql.execute("INSERT INTO body_grams (body_grams, rank) VALUES ('automerge', 8)");
        } else {
            sql.execute("TRUNCATE body_grams");
        }
        sql.update(EMPTIED + IndexState.WAITING.otherwise());
    }

    /** Bodies of messages that have no row. */
    private static final String UNKNOWN =
            " FROM messages m WHERE NOT EXISTS (SELECT 1 FROM body_index i WHERE i.body_id = m.body_id)";

    static long countUnknown(Sql sql) {
        return sql.number("SELECT COUNT(DISTINCT m.body_id)" + UNKNOWN);
    }

    static int addUnknown(Sql sql) {
        return sql.update("INSERT INTO body_index (body_id, state, not_before) SELECT DISTINCT m.body_id, "
                + IndexState.WAITING.code() + ", 0" + UNKNOWN + " ON CONFLICT (body_id) DO NOTHING");
    }

    static long countMissing(Sql sql) {
        return sql.number("SELECT COUNT(*) FROM body_index WHERE " + missing(sql.dialect()));
    }

    static int takeBackMissing(Sql sql) {
        return sql.update(EMPTIED + missing(sql.dialect()));
    }

    /** A condition: the body is said to be indexed, and its grams are not there. */
    private static String missing(SqlDialect dialect) {
        String present =
                dialect == SqlDialect.SQLITE ? "SELECT id FROM body_grams_docsize" : "SELECT body_id FROM body_grams";
        return IndexState.WAITING.otherwise() + " AND body_id NOT IN (" + present + ")";
    }

    /** Whether anything is indexed. */
    static boolean isAnyIndexed(Sql sql) {
        return sql.exists("SELECT 1 FROM body_index WHERE " + IndexState.WAITING.otherwise() + " LIMIT 1");
    }
}
