// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.rewriting.RewriteTable;
import dev.sekisho.store.senders.SenderGrantTable;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code users}. */
final class UserTable {
    private static final int ASKED_AT_ONCE = 100;
    private static final String CHANGED = "SELECT name, changed FROM users WHERE name IN ("
            + String.join(", ", Collections.nCopies(ASKED_AT_ONCE, "?")) + ")";

    private UserTable() {}

    static boolean insert(Sql sql, Username user, String hash) {
        Instant now = Instant.now();
        return sql.update(
                        "INSERT INTO users (name, domain, password, added, changed) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT (name) DO NOTHING",
                        user.asString(),
                        user.getDomainPart().map(Domain::asString).orElse(""),
                        hash,
                        now,
                        now)
                == 1;
    }

    /** Removes a user, what the user may send as, and where the user's mail is forwarded to. */
    static boolean delete(Sql sql, Username user) {
        SenderGrantTable.deleteAll(sql, user);
        RewriteTable.deleteForwards(sql, user);
        return sql.update("DELETE FROM users WHERE name = ?", user.asString()) == 1;
    }

    static boolean setHash(Sql sql, Username user, String hash) {
        return sql.update(
                        "UPDATE users SET password = ?, changed = ?, exposed = NULL WHERE name = ?",
                        hash,
                        Instant.now(),
                        user.asString())
                == 1;
    }

    /** Replaces the hash of an unchanged password; does nothing if the password was changed meanwhile. */
    static void renewHash(Sql sql, Username user, String old, String renewed) {
        sql.update("UPDATE users SET password = ? WHERE name = ? AND password = ?", renewed, user.asString(), old);
    }

    static boolean isUnexposed(Sql sql, Username user) {
        return sql.exists("SELECT 1 FROM users WHERE name = ? AND exposed IS NULL", user.asString());
    }

    static boolean expose(Sql sql, Username user) {
        return sql.update(
                        "UPDATE users SET exposed = ? WHERE name = ? AND exposed IS NULL",
                        Instant.now(),
                        user.asString())
                == 1;
    }

    static Map<Username, Instant> exposed(Sql sql) {
        Map<Username, Instant> exposed = new TreeMap<>(Comparator.comparing(Username::asString));
        sql.query(
                        "SELECT name, exposed FROM users WHERE exposed IS NOT NULL ORDER BY name",
                        row -> Map.entry(Username.of(row.text(1)), row.instant(2)))
                .forEach(each -> exposed.put(each.getKey(), each.getValue()));
        return exposed;
    }

    static Optional<String> hash(Sql sql, Username user) {
        return sql.first("SELECT password FROM users WHERE name = ?", row -> row.text(1), user.asString());
    }

    /** When the accounts of these users were made or got their password; those that are no more are left out. */
    static Map<Username, Instant> changed(Sql sql, List<Username> users) {
        Map<Username, Instant> changed = new HashMap<>();
        for (int from = 0; from < users.size(); from += ASKED_AT_ONCE) {
            @Nullable Object[] names = new @Nullable Object[ASKED_AT_ONCE];
            for (int i = 0; i < ASKED_AT_ONCE && from + i < users.size(); i++) {
                names[i] = users.get(from + i).asString();
            }
            sql.query(CHANGED, row -> Map.entry(Username.of(row.text(1)), row.instant(2)), names)
                    .forEach(each -> changed.put(each.getKey(), each.getValue()));
        }
        return changed;
    }

    static boolean exists(Sql sql, Username user) {
        return sql.exists("SELECT 1 FROM users WHERE name = ?", user.asString());
    }

    static List<Username> names(Sql sql) {
        return sql.query("SELECT name FROM users ORDER BY name", row -> Username.of(row.text(1)));
    }

    static long count(Sql sql) {
        return sql.number("SELECT COUNT(*) FROM users");
    }
}
