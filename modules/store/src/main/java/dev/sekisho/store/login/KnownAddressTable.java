// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.login;

import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code login_addresses}. */
final class KnownAddressTable {
    /** An address that a user has not logged in from for longer is a stranger's again. */
    static final Duration KNOWN_FOR = Duration.ofDays(30);

    /** Addresses that are remembered of one user. */
    static final int MOST = 64;

    private KnownAddressTable() {}

    static void put(Sql sql, Collection<KnownAddress> addresses) {
        for (KnownAddress each : addresses) {
            sql.update(
                    "INSERT INTO login_addresses (address, user_name, last) VALUES (?, ?, ?)"
                            + " ON CONFLICT (address, user_name) DO UPDATE SET last = excluded.last",
                    each.address(),
                    each.user(),
                    each.last());
            sql.update(
                    "DELETE FROM login_addresses WHERE user_name = ? AND last <="
                            + " (SELECT last FROM login_addresses WHERE user_name = ? ORDER BY last DESC LIMIT 1 OFFSET ?)",
                    each.user(),
                    each.user(),
                    MOST);
        }
    }

    static Standing standing(Sql sql, String address, @Nullable String user, Instant now) {
        Instant oldest = now.minus(KNOWN_FOR);
        if (user != null
                && sql.exists(
                        "SELECT 1 FROM login_addresses WHERE address = ? AND user_name = ? AND last > ?",
                        address,
                        user,
                        oldest)) {
            return Standing.KNOWN;
        }
        return sql.exists("SELECT 1 FROM login_addresses WHERE address = ? AND last > ? LIMIT 1", address, oldest)
                ? Standing.NEIGHBOUR
                : Standing.STRANGER;
    }

    static List<KnownAddress> of(Sql sql, String user, int most) {
        return sql.query(
                "SELECT address, user_name, last FROM login_addresses WHERE user_name = ?"
                        + " ORDER BY last DESC, address LIMIT ?",
                row -> new KnownAddress(row.text(1), row.text(2), row.instant(3)),
                user,
                most);
    }

    static void delete(Sql sql, String user) {
        sql.update("DELETE FROM login_addresses WHERE user_name = ?", user);
    }

    static void trim(Sql sql, Instant now) {
        sql.update("DELETE FROM login_addresses WHERE last <= ?", now.minus(KNOWN_FOR));
    }
}
