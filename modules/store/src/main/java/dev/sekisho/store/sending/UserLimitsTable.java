// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sending;

import dev.sekisho.policy.limit.SendingLimits;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of the table {@code user_limits}. A row without limits tells the nodes that there are none any more. */
final class UserLimitsTable {
    private static final String SELECT = "SELECT user_name, an_hour, a_day FROM user_limits";

    private UserLimitsTable() {}

    static void put(Sql sql, UserLimits limits, Instant now) {
        sql.update(
                "INSERT INTO user_limits (user_name, an_hour, a_day, changed) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (user_name) DO UPDATE SET an_hour = excluded.an_hour, a_day = excluded.a_day,"
                        + " changed = excluded.changed",
                limits.user(),
                limits.limits().map(SendingLimits::recipientsAnHour).orElse(null),
                limits.limits().map(SendingLimits::recipientsADay).orElse(null),
                now);
    }

    static List<UserLimits> changed(Sql sql, Instant since) {
        return sql.query(SELECT + " WHERE changed >= ?", UserLimitsTable::read, since);
    }

    static Optional<SendingLimits> of(Sql sql, String user) {
        return sql.first(SELECT + " WHERE user_name = ?", UserLimitsTable::read, user)
                .flatMap(UserLimits::limits);
    }

    static List<UserLimits> all(Sql sql) {
        return sql.query(SELECT + " WHERE an_hour IS NOT NULL", UserLimitsTable::read);
    }

    private static UserLimits read(ResultRow row) throws SQLException {
        Long hour = row.numberOrNull(2);
        Long day = row.numberOrNull(3);
        return new UserLimits(
                row.text(1),
                hour == null || day == null
                        ? Optional.empty()
                        : Optional.of(new SendingLimits(Math.toIntExact(hour), Math.toIntExact(day))));
    }
}
