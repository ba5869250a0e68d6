// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.password.StoredHash;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoredCode;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code passwords}. */
final class PasswordTable {
    private static final String COLUMNS =
            "name, hash, scope, expires, added, changed, last_used, last_used_from FROM passwords";

    private PasswordTable() {}

    static List<StoredPassword> of(Sql sql, Username user) {
        return sql.query(
                "SELECT " + COLUMNS + " WHERE user_name = ? ORDER BY name", PasswordTable::row, user.asString());
    }

    private static StoredPassword row(ResultRow row) throws SQLException {
        String hash = row.text(2);
        String from = row.optionalText(8).orElse("");
        NamedPassword password = new NamedPassword(
                row.text(1),
                StoredHash.Kind.of(hash),
                StoredPassword.read(hash).map(StoredHash::scheme).orElse(StoredPassword.UNREADABLE),
                PasswordScope.of(row.number(3)),
                instant(row.numberOrNull(4)),
                row.instant(5),
                row.instant(6),
                instant(row.numberOrNull(7)).map(when -> new PasswordUse(when, from)));
        return new StoredPassword(password, hash);
    }

    private static Optional<Instant> instant(@Nullable Long milliseconds) {
        return Optional.ofNullable(milliseconds).map(Instant::ofEpochMilli);
    }

    /** Whose key of a device this is, if it is accepted now. */
    static Optional<DeviceKey> owner(Sql sql, StoredHash.Key key, Instant now) {
        return sql
                .query(
                        "SELECT u.name, p.name, p.changed, p.scope FROM passwords p JOIN users u ON u.name = p.user_name"
                                + " WHERE p.hash = ? AND " + StoredCode.in("p.kind", StoredHash.Kind.KEY)
                                + " AND u.disabled IS NULL AND (p.expires IS NULL OR p.expires > ?)",
                        row -> new DeviceKey(
                                row.text(1),
                                new PasswordStamp(row.text(2), row.instant(3)),
                                PasswordScope.of(row.number(4))),
                        key.asString(),
                        now)
                .stream()
                .findFirst();
    }

    static boolean exists(Sql sql, Username user, String name) {
        return sql.exists("SELECT 1 FROM passwords WHERE user_name = ? AND name = ?", user.asString(), name);
    }

    static boolean insert(
            Sql sql, Username user, String name, String hash, PasswordScope scope, @Nullable Instant expires) {
        Instant now = Instant.now();
        return sql.update(
                        "INSERT INTO passwords (user_name, name, hash, kind, scope, expires, added, changed)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        user.asString(),
                        name,
                        hash,
                        StoredHash.Kind.of(hash).code(),
                        scope.code(),
                        expires,
                        now,
                        now)
                == 1;
    }

    static boolean setHash(Sql sql, Username user, String name, String hash) {
        return sql.update(
                        "UPDATE passwords SET hash = ?, kind = ?, changed = ? WHERE user_name = ? AND name = ?",
                        hash,
                        StoredHash.Kind.of(hash).code(),
                        Instant.now(),
                        user.asString(),
                        name)
                == 1;
    }

    static void setScope(Sql sql, Username user, String name, PasswordScope scope) {
        sql.update(
                "UPDATE passwords SET scope = ? WHERE user_name = ? AND name = ?", scope.code(), user.asString(), name);
    }

    static void setExpiry(Sql sql, Username user, String name, @Nullable Instant expires) {
        sql.update("UPDATE passwords SET expires = ? WHERE user_name = ? AND name = ?", expires, user.asString(), name);
    }

    static boolean delete(Sql sql, Username user, String name) {
        return sql.update("DELETE FROM passwords WHERE user_name = ? AND name = ?", user.asString(), name) == 1;
    }

    /** Replaces the hash of an unchanged password; does nothing if the password was changed meanwhile. */
    static void renewHash(Sql sql, Username user, String name, String old, String renewed) {
        sql.update(
                "UPDATE passwords SET hash = ?, kind = ? WHERE user_name = ? AND name = ? AND hash = ?",
                renewed,
                StoredHash.Kind.of(renewed).code(),
                user.asString(),
                name,
                old);
    }

    /** Writes a use down, unless a later one or one of the same hour is written already. */
    static void setUse(Sql sql, Username user, String name, PasswordUse use) {
        sql.update(
                "UPDATE passwords SET last_used = ?, last_used_from = ? WHERE user_name = ? AND name = ?"
                        + " AND (last_used IS NULL OR last_used <= ?)",
                use.when(),
                use.from(),
                user.asString(),
                name,
                use.when().minus(PasswordUse.RESOLUTION));
    }
}
