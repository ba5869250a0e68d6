// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.login.GuessStore;
import dev.sekisho.store.rewriting.RewriteTable;
import dev.sekisho.store.senders.SenderGrantTable;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code users}. */
final class UserTable {
    private static final int ASKED_AT_ONCE = 100;
    private static final String ASKED =
            " AND u.name IN (" + String.join(", ", Collections.nCopies(ASKED_AT_ONCE, "?")) + ")";
    private static final String ACCOUNT_STAMPS =
            "SELECT u.name, '', u.changed FROM users u WHERE u.disabled IS NULL" + ASKED;
    private static final String PASSWORD_STAMPS =
            "SELECT u.name, p.name, p.changed FROM users u JOIN passwords p ON p.user_name = u.name"
                    + " WHERE u.disabled IS NULL AND (p.expires IS NULL OR p.expires > ?)" + ASKED;

    private UserTable() {}

    /** Inserts a user with a main password, if there is no such user. */
    static boolean insert(Sql sql, Username user, String hash) {
        Instant now = Instant.now();
        return sql.update(
                                "INSERT INTO users (name, domain, added, changed) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT (name) DO NOTHING",
                                user.asString(),
                                user.getDomainPart().map(Domain::asString).orElse(""),
                                now,
                                now)
                        == 1
                && PasswordTable.insert(sql, user, NamedPassword.MAIN, hash, PasswordScope.BOTH, null);
    }

    /** Removes a user with all passwords, what the user may send as, where the user's mail is forwarded to, and what is remembered of logins. */
    static boolean delete(Sql sql, Username user) {
        GuessStore.forget(sql, user.asString());
        SendingStore.forget(sql, user.asString(), Instant.now());
        SenderGrantTable.deleteAll(sql, user);
        RewriteTable.deleteForwards(sql, user);
        return sql.update("DELETE FROM users WHERE name = ?", user.asString()) == 1;
    }

    /** A password was set or removed: what was sent in cleartext is no password any more, if no other one was. */
    static void passwordChanged(Sql sql, Username user, String name) {
        if (name.equals(NamedPassword.MAIN)) {
            sql.update("UPDATE users SET changed = ? WHERE name = ?", Instant.now(), user.asString());
        }
        sql.update(
                "UPDATE users SET exposed = NULL WHERE name = ? AND NOT EXISTS (SELECT 1 FROM passwords p"
                        + " WHERE p.user_name = users.name AND p.name <> ? AND p.changed <= users.exposed)",
                user.asString(),
                name);
    }

    /** What is there of a name when its password is checked. */
    static StoredAccount account(Sql sql, Username user) {
        boolean disabled = sql.exists("SELECT 1 FROM users WHERE name = ? AND disabled IS NOT NULL", user.asString());
        return new StoredAccount(disabled, PasswordTable.of(sql, user));
    }

    /** Disables or enables a user. @return true if that changed something */
    static boolean setDisabled(Sql sql, Username user, boolean disabled) {
        return sql.update(
                        "UPDATE users SET disabled = ? WHERE name = ? AND disabled IS "
                                + (disabled ? "NULL" : "NOT NULL"),
                        disabled ? Instant.now() : null,
                        user.asString())
                == 1;
    }

    /** Gives a user POP before SMTP, or takes it away. @return true if that changed something */
    static boolean setPopBeforeSmtp(Sql sql, Username user, boolean on) {
        return sql.update(
                        "UPDATE users SET pop_before_smtp = ? WHERE name = ? AND pop_before_smtp <> ?",
                        on ? 1 : 0,
                        user.asString(),
                        on ? 1 : 0)
                == 1;
    }

    /** The users that have POP before SMTP. */
    static List<Username> popBeforeSmtp(Sql sql) {
        return sql.query(
                "SELECT name FROM users WHERE pop_before_smtp = 1 ORDER BY name", row -> Username.of(row.text(1)));
    }

    /** The users that are disabled, and since when, in the order of their names. */
    static Map<Username, Instant> disabled(Sql sql) {
        return times(sql, "SELECT name, disabled FROM users WHERE disabled IS NOT NULL");
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
        return times(sql, "SELECT name, exposed FROM users WHERE exposed IS NOT NULL");
    }

    private static Map<Username, Instant> times(Sql sql, String query) {
        Map<Username, Instant> times = new TreeMap<>(Comparator.comparing(Username::asString));
        sql.query(query, row -> Map.entry(Username.of(row.text(1)), row.instant(2)))
                .forEach(each -> times.put(each.getKey(), each.getValue()));
        return times;
    }

    /**
     * What sessions of these users may have been logged in by now: their accounts, and their passwords. Those that are no more or are disabled are left
     * out.
     */
    static Map<Username, Set<PasswordStamp>> stamps(Sql sql, List<Username> users, Instant now) {
        Map<Username, Set<PasswordStamp>> stamps = new HashMap<>();
        for (int from = 0; from < users.size(); from += ASKED_AT_ONCE) {
            List<@Nullable Object> names = new ArrayList<>(Collections.nCopies(ASKED_AT_ONCE, null));
            for (int i = 0; i < ASKED_AT_ONCE && from + i < users.size(); i++) {
                names.set(i, users.get(from + i).asString());
            }
            collect(sql, stamps, ACCOUNT_STAMPS, names);
            names.add(0, now);
            collect(sql, stamps, PASSWORD_STAMPS, names);
        }
        return stamps;
    }

    private static void collect(
            Sql sql, Map<Username, Set<PasswordStamp>> stamps, String query, List<@Nullable Object> parameters) {
        sql.query(
                        query,
                        row -> Map.entry(Username.of(row.text(1)), new PasswordStamp(row.text(2), row.instant(3))),
                        parameters.toArray())
                .forEach(each -> stamps.computeIfAbsent(each.getKey(), user -> new HashSet<>())
                        .add(each.getValue()));
    }

    /** When each of the users that were made before a time last logged in, by the time that is kept of it; those that did since are left out. */
    static Map<Username, Optional<Instant>> unusedSince(Sql sql, Instant since) {
        Map<Username, Optional<Instant>> unused = new TreeMap<>(Comparator.comparing(Username::asString));
        sql.query(
                        "SELECT u.name, MAX(p.last_used) FROM users u LEFT JOIN passwords p ON p.user_name = u.name"
                                + " WHERE u.added < ? GROUP BY u.name HAVING COALESCE(MAX(p.last_used), 0) < ?",
                        row -> Map.entry(
                                Username.of(row.text(1)),
                                Optional.ofNullable(row.numberOrNull(2)).map(Instant::ofEpochMilli)),
                        since,
                        since)
                .forEach(each -> unused.put(each.getKey(), each.getValue()));
        return unused;
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
