// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.rewriting;

import dev.sekisho.store.rewriting.RewriteTable.Rewrite;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.mail.internet.AddressException;
import org.apache.james.core.Domain;
import org.apache.james.core.MailAddress;
import org.apache.james.rrt.lib.Mapping;

/** Follows what addresses stand for, from rewriting to rewriting, within one unit of work. */
final class RewriteTraversal {
    /** More than anybody follows; it bounds the time of a command. */
    private static final int MOST = 10_000;

    private final Sql sql;

    RewriteTraversal(Sql sql) {
        this.sql = sql;
    }

    /** How a rewriting of a whole domain is called among {@link #from}. */
    static String anyOf(Domain domain) {
        return "*@" + domain.asString();
    }

    /**
     * All that mail for an address comes past, the address itself among them, in lower case; {@link #anyOf} where the rewriting of a whole
     * domain counts, or would if there were one.
     */
    Set<String> from(MailAddress address) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<MailAddress> next = new ArrayDeque<>(List.of(address));
        while (!next.isEmpty() && seen.size() < MOST) {
            MailAddress at = next.remove();
            if (seen.add(at.asString().toLowerCase(Locale.ROOT))) {
                next.addAll(targets(at, seen));
            }
        }
        return seen;
    }

    private List<MailAddress> targets(MailAddress at, Set<String> seen) {
        String localPart = at.getLocalPart().toLowerCase(Locale.ROOT);
        List<Rewrite> rows = RewriteTable.ofAddressAndDomain(sql, localPart, at.getDomain());
        List<Rewrite> own =
                rows.stream().filter(row -> row.localPart().equals(localPart)).toList();
        if (own.isEmpty() && !isUser(at)) {
            seen.add(anyOf(at.getDomain()));
            own = rows;
        }
        return own.stream()
                .map(Rewrite::asMapping)
                .map(mapping -> target(mapping, at))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<MailAddress> target(Mapping mapping, MailAddress at) {
        try {
            return switch (mapping.getType()) {
                case Alias, Forward, Group, Address -> mapping.asMailAddress();
                case Domain, DomainAlias ->
                    Optional.of(new MailAddress(at.getLocalPart(), Domain.of(mapping.getMappingValue())));
                case Regex, Error -> Optional.empty();
            };
        } catch (AddressException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Whether somebody may be reached: an address elsewhere, a user, or what is rewritten. */
    boolean isKnown(MailAddress address) {
        boolean local = sql.exists(
                "SELECT 1 FROM domains WHERE name = ?", address.getDomain().asString());
        return !local
                || isUser(address)
                || address.getLocalPart().equalsIgnoreCase("postmaster")
                || !RewriteTable.ofAddressAndDomain(
                                sql, address.getLocalPart().toLowerCase(Locale.ROOT), address.getDomain())
                        .isEmpty();
    }

    private boolean isUser(MailAddress address) {
        return sql.exists(
                "SELECT 1 FROM users WHERE name = ?", address.asString().toLowerCase(Locale.ROOT));
    }
}
