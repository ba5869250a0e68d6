// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.policy.limit.SendingPeriod;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The SQL of the table {@code reached_limits}: a row for each account and period. */
final class ReachedLimitTable {
    private ReachedLimitTable() {}

    /** Enters a limit that is reached. @return true if it was not reached within its period before */
    static boolean enter(Sql sql, String user, ReachedLimit limit, Instant now) {
        boolean first = sql.update(
                        "INSERT INTO reached_limits (user_name, period, most, since, until) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (user_name, period) DO UPDATE SET most = excluded.most, since = excluded.since,"
                                + " until = excluded.until WHERE reached_limits.since <= ?",
                        user,
                        limit.period().word(),
                        limit.most(),
                        now,
                        limit.until(),
                        now.minus(limit.period().length()))
                == 1;
        if (!first) {
            sql.update(
                    "UPDATE reached_limits SET until = ?, most = ? WHERE user_name = ? AND period = ?",
                    limit.until(),
                    limit.most(),
                    user,
                    limit.period().word());
        }
        return first;
    }

    /** True once in a day for each account. */
    static boolean mayNotify(Sql sql, String user, ReachedLimit limit, Instant now) {
        return sql.update(
                        "UPDATE reached_limits SET notified = ? WHERE user_name = ? AND period = ? AND NOT EXISTS"
                                + " (SELECT 1 FROM reached_limits AS other WHERE other.user_name = ? AND other.notified > ?)",
                        now,
                        user,
                        limit.period().word(),
                        user,
                        now.minus(SendingPeriod.DAY.length()))
                == 1;
    }

    /** Accounts that are at a limit now, by the time until which they are. */
    static List<UserAtLimit> active(Sql sql, Instant now) {
        return sql.query(
                "SELECT user_name, period, most, since, until FROM reached_limits WHERE until > ?"
                        + " ORDER BY until DESC, user_name",
                ReachedLimitTable::read,
                now);
    }

    static void delete(Sql sql, String user) {
        sql.update("DELETE FROM reached_limits WHERE user_name = ?", user);
    }

    static void trim(Sql sql, Instant oldest) {
        sql.update("DELETE FROM reached_limits WHERE since < ? AND until < ?", oldest, oldest);
    }

    private static UserAtLimit read(ResultRow row) throws SQLException {
        String word = row.text(2);
        SendingPeriod period = Arrays.stream(SendingPeriod.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SQLException("a limit of a period that is " + word));
        return new UserAtLimit(row.text(1), period, row.integer(3), row.instant(4), row.instant(5));
    }
}
