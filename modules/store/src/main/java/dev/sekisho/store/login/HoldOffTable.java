// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.login.GuessSubject;
import dev.sekisho.policy.login.HoldOff;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code login_hold_offs}. */
final class HoldOffTable {
    private static final String COLUMNS = "SELECT kind, subject, ends, round FROM login_hold_offs";

    private HoldOffTable() {}

    static void put(Sql sql, Collection<HoldOff> holdOffs, Instant now) {
        sql.updateAll(
                "INSERT INTO login_hold_offs (kind, subject, ends, round, changed) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (kind, subject) DO UPDATE SET ends = excluded.ends, round = excluded.round,"
                        + " changed = excluded.changed",
                holdOffs.stream()
                        .map(each -> new @Nullable Object[] {
                            each.subject().kind().word(), each.subject().text(), each.until(), each.round(), now
                        })
                        .toList());
    }

    /** Ends those that are active of an address or a network now. @return how many */
    static int lift(Sql sql, String shown, Instant now) {
        return sql.update(
                "UPDATE login_hold_offs SET ends = ?, round = 0, changed = ?"
                        + " WHERE ends > ? AND (subject = ? OR subject LIKE ?)",
                now,
                now,
                now,
                shown,
                shown + "#%");
    }

    static List<HoldOff> changed(Sql sql, Instant since) {
        return sql.query(COLUMNS + " WHERE changed >= ?", HoldOffTable::read, since);
    }

    static List<HoldOff> active(Sql sql, Instant now) {
        return sql.query(COLUMNS + " WHERE ends > ? ORDER BY ends, kind, subject", HoldOffTable::read, now);
    }

    static void trim(Sql sql, Instant now, int most) {
        sql.update("DELETE FROM login_hold_offs WHERE ends < ?", now.minus(HoldOff.LONGEST));
        sql.update(
                "DELETE FROM login_hold_offs WHERE changed <= (SELECT changed FROM login_hold_offs ORDER BY changed DESC LIMIT 1 OFFSET ?)",
                most);
    }

    private static HoldOff read(ResultRow row) throws SQLException {
        String word = row.text(1);
        GuessSubject.Kind kind = Arrays.stream(GuessSubject.Kind.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SQLException("a hold-off of a " + word));
        return new HoldOff(new GuessSubject(kind, row.text(2)), row.instant(3), row.integer(4));
    }
}
