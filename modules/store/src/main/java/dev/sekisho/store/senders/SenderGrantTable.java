// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.senders;

import dev.sekisho.policy.smtp.SenderGrant;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.james.core.Username;

/** The SQL of the table {@code sender_grants}, and of the aliases that lead to a user. */
public final class SenderGrantTable {
    /**
     * Whole addresses whose alias leads to a user, each with the address that it names. What is rewritten by a pattern is not among them,
     * nor is what a user has as an address. UNION keeps each pair once, so that circles end.
     */
    private static final String ALIASES =
            "WITH RECURSIVE named (address, target) AS (" + whole("rewrites r WHERE r.mapping = ?")
                    + " UNION " + whole("named JOIN rewrites r ON r.mapping = 'alias:' || named.address WHERE TRUE")
                    + ") SELECT address, target FROM named WHERE TRUE";

    private SenderGrantTable() {}

    private static String whole(String from) {
        return "SELECT r.local_part || '@' || r.domain, substr(r.mapping, 7) FROM " + from
                + " AND r.local_part <> '*' AND r.domain <> '*'"
                + " AND NOT EXISTS (SELECT 1 FROM users u WHERE u.name = r.local_part || '@' || r.domain)";
    }

    static boolean insert(Sql sql, Username user, SenderGrant grant) {
        return sql.update(
                        "INSERT INTO sender_grants (user_name, what, added) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        name(user),
                        grant.toString(),
                        Instant.now())
                == 1;
    }

    static boolean delete(Sql sql, Username user, SenderGrant grant) {
        return sql.update("DELETE FROM sender_grants WHERE user_name = ? AND what = ?", name(user), grant.toString())
                == 1;
    }

    /** Whoever comes to have the name later starts with nothing. */
    public static void deleteAll(Sql sql, Username user) {
        sql.update("DELETE FROM sender_grants WHERE user_name = ? OR what = ?", name(user), name(user));
    }

    static List<SenderGrant> grants(Sql sql, Username user) {
        return sql.query(
                "SELECT what FROM sender_grants WHERE user_name = ? ORDER BY what",
                row -> grant(row.text(1)),
                name(user));
    }

    /** What is not understood grants nothing and is not passed over. */
    private static SenderGrant grant(String what) {
        return SenderGrant.parse(what)
                .orElseThrow(() -> new StoreException("found a sender grant that is none: " + what, null));
    }

    static List<AllowedSenders.NamedBy> aliases(Sql sql, Username user) {
        return sql.query(
                ALIASES + " ORDER BY address, target",
                row -> new AllowedSenders.NamedBy(row.text(1), row.text(2)),
                "alias:" + name(user));
    }

    static boolean isAlias(Sql sql, String address, Username user) {
        return sql.exists(ALIASES + " AND address = ?", "alias:" + name(user), address.toLowerCase(Locale.ROOT));
    }

    private static String name(Username user) {
        return user.asString().toLowerCase(Locale.ROOT);
    }
}
