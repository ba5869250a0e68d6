// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.core.Username;
import org.apache.james.rrt.lib.Mapping;
import org.apache.james.rrt.lib.MappingSource;

/** The SQL of the table {@code rewrites}: from what address, or which whole domain, to what. */
public final class RewriteTable {

    private static final String ANY = "*";

    private RewriteTable() {}

    /** One row. A mapping is written as James writes it, with its kind as a prefix: {@code alias:anna@example.org}. */
    record Rewrite(String localPart, String domain, String mapping) {

        MappingSource source() {
            if (!localPart.equals(ANY)) {
                // A source without a domain of its own is stored under the domain *.
                return domain.equals(ANY)
                        ? MappingSource.fromUser(Username.fromLocalPartWithoutDomain(localPart))
                        : MappingSource.fromUser(localPart, Domain.of(domain));
            }
            return domain.equals(ANY) ? MappingSource.wildCard() : MappingSource.fromDomain(Domain.of(domain));
        }

        Mapping asMapping() {
            Mapping.Type type = Mapping.detectType(mapping);
            return Mapping.of(type, type.withoutPrefix(mapping));
        }
    }

    /** Whether the address is an alias or a group, so that no user can have it. */
    public static boolean claims(Sql sql, Username user) {
        return of(sql, MappingSource.fromUser(user)).stream()
                .map(rewrite -> rewrite.asMapping().getType())
                .anyMatch(type -> type == Mapping.Type.Alias || type == Mapping.Type.Group);
    }

    /** Ends the forwards of a user; @return how many there were */
    public static int deleteForwards(Sql sql, Username user) {
        MappingSource source = MappingSource.fromUser(user);
        return sql.update(
                "DELETE FROM rewrites WHERE domain = ? AND local_part = ? AND mapping LIKE 'forward:%'",
                source.getFixedDomain(), source.getFixedUser());
    }

    /** Names of users are in lower case; of an address elsewhere only its own server knows whether case matters. */
    static String written(Sql sql, MailAddress target) {
        boolean local = sql.exists(
                "SELECT 1 FROM domains WHERE name = ?", target.getDomain().asString());
        return local ? target.asString().toLowerCase(Locale.ROOT) : target.asString();
    }

    static void insert(Sql sql, MappingSource source, Mapping mapping) {
        sql.update(
                "INSERT INTO rewrites (domain, local_part, mapping, added) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                source.getFixedDomain(),
                source.getFixedUser(),
                mapping.asString(),
                Instant.now());
    }

    static boolean delete(Sql sql, MappingSource source, Mapping mapping) {
        return sql.update(
                        "DELETE FROM rewrites WHERE domain = ? AND local_part = ? AND mapping = ?",
                        source.getFixedDomain(),
                        source.getFixedUser(),
                        mapping.asString())
                == 1;
    }

    static List<Rewrite> of(Sql sql, MappingSource source) {
        return sql.query(
                "SELECT local_part, domain, mapping FROM rewrites WHERE domain = ? AND local_part = ?"
                        + " ORDER BY added, mapping",
                row -> new Rewrite(row.text(1), row.text(2), row.text(3)),
                source.getFixedDomain(),
                source.getFixedUser());
    }

    /** What is stored for an address, and for the whole of its domain. */
    static List<Rewrite> ofAddressAndDomain(Sql sql, String localPart, Domain domain) {
        return sql.query(
                "SELECT local_part, domain, mapping FROM rewrites WHERE domain = ? AND local_part IN (?, '*')"
                        + " ORDER BY added, mapping",
                row -> new Rewrite(row.text(1), row.text(2), row.text(3)),
                domain.asString(),
                localPart);
    }

    static List<Rewrite> to(Sql sql, Mapping mapping) {
        return sql.query(
                "SELECT local_part, domain, mapping FROM rewrites WHERE mapping = ? ORDER BY domain, local_part",
                row -> new Rewrite(row.text(1), row.text(2), row.text(3)),
                mapping.asString());
    }

    static List<Rewrite> all(Sql sql) {
        return sql.query(
                "SELECT local_part, domain, mapping FROM rewrites ORDER BY domain, local_part, added, mapping",
                row -> new Rewrite(row.text(1), row.text(2), row.text(3)));
    }
}
