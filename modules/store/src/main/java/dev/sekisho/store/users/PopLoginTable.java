// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.login.PopLogin;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoredCode;
import java.time.Instant;
import java.util.List;
import org.apache.james.core.Username;

/** The SQL of the table {@code pop_logins}. */
final class PopLoginTable {
    /** A user is remembered at so many addresses; the oldest go. */
    private static final int MOST_OF_USER = 50;
    /** So many accounts share an address; of more, those that logged in last are asked. */
    private static final int MOST_OF_ADDRESS = 20;

    private static final String ALLOWED = "u.pop_before_smtp = 1 AND u.disabled IS NULL";
    private static final String MAY_SEND = StoredCode.in("p.scope", PasswordScope.SEND, PasswordScope.BOTH)
            + " AND (p.expires IS NULL OR p.expires > ?)";

    private PopLoginTable() {}

    /** Whether a login of a user by a password is to be remembered. */
    static boolean counts(Sql sql, Username user, PasswordStamp password, Instant now) {
        return sql.exists(
                "SELECT 1 FROM users u JOIN passwords p ON p.user_name = u.name WHERE u.name = ? AND p.name = ?"
                        + " AND p.changed = ? AND " + ALLOWED + " AND " + MAY_SEND,
                user.asString(),
                password.name(),
                password.changed(),
                now);
    }

    static void put(Sql sql, String address, Username user, PasswordStamp password, Instant now) {
        sql.update(
                "INSERT INTO pop_logins (address, user_name, password, changed, at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (address, user_name) DO UPDATE SET password = excluded.password,"
                        + " changed = excluded.changed, at = excluded.at",
                address,
                user.asString(),
                password.name(),
                password.changed(),
                now);
        sql.update(
                "DELETE FROM pop_logins WHERE user_name = ? AND at < ?", user.asString(), now.minus(PopLogin.LONGEST));
        sql.update(
                "DELETE FROM pop_logins WHERE user_name = ? AND address NOT IN (SELECT address FROM pop_logins"
                        + " WHERE user_name = ? ORDER BY at DESC LIMIT " + MOST_OF_USER + ")",
                user.asString(),
                user.asString());
    }

    /** The logins from an address, as they stand now. */
    static List<PopLogin> of(Sql sql, String address, Instant now) {
        return sql.query(
                "SELECT l.user_name, l.at, CASE WHEN " + ALLOWED + " THEN 1 ELSE 0 END,"
                        + " CASE WHEN p.changed = l.changed AND " + MAY_SEND + " THEN 1 ELSE 0 END"
                        + " FROM pop_logins l JOIN users u ON u.name = l.user_name"
                        + " LEFT JOIN passwords p ON p.user_name = l.user_name AND p.name = l.password"
                        + " WHERE l.address = ? ORDER BY l.at DESC LIMIT " + MOST_OF_ADDRESS,
                row -> new PopLogin(row.text(1), row.instant(2), row.number(3) == 1, row.number(4) == 1),
                now,
                address);
    }
}
