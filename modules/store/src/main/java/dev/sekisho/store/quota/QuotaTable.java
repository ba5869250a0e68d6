// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.sql.Sql;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code quota_limits}, and of what is used. */
final class QuotaTable {

    /** Whom a limit is for. */
    record Subject(Quota.Scope scope, String name) {

        static final Subject ALL = new Subject(Quota.Scope.Global, "");

        static Subject of(QuotaRoot root) {
            return new Subject(Quota.Scope.User, root.getValue());
        }

        static Subject of(Domain domain) {
            return new Subject(Quota.Scope.Domain, domain.asString());
        }

        String kind() {
            return switch (scope) {
                case User -> "user";
                case Domain -> "domain";
                case Global -> "global";
            };
        }
    }

    private QuotaTable() {}

    static int setMessages(Sql sql, Subject subject, @Nullable Long limit) {
        return sql.update(
                "INSERT INTO quota_limits (kind, name, messages) VALUES (?, ?, ?)"
                        + " ON CONFLICT (kind, name) DO UPDATE SET messages = excluded.messages",
                subject.kind(),
                subject.name(),
                limit);
    }

    static int setOctets(Sql sql, Subject subject, @Nullable Long limit) {
        return sql.update(
                "INSERT INTO quota_limits (kind, name, octets) VALUES (?, ?, ?)"
                        + " ON CONFLICT (kind, name) DO UPDATE SET octets = excluded.octets",
                subject.kind(),
                subject.name(),
                limit);
    }

    static QuotaLimits limits(Sql sql, Subject subject) {
        return sql.first(
                        "SELECT messages, octets FROM quota_limits WHERE kind = ? AND name = ?",
                        row -> QuotaLimits.read(row, 1, 2),
                        subject.kind(),
                        subject.name())
                .orElse(QuotaLimits.NOTHING_SAID);
    }

    static List<QuotaAdmin.Rule> all(Sql sql) {
        return sql.query(
                "SELECT kind, name, messages, octets FROM quota_limits ORDER BY kind, name",
                row -> new QuotaAdmin.Rule(
                        whom(row.text(1), row.text(2)),
                        new QuotaAdmin.Limit(
                                Optional.ofNullable(row.numberOrNull(3)), Optional.ofNullable(row.numberOrNull(4)))));
    }

    /** In an operator's words; James writes a root as namespace&amp;owner. */
    private static String whom(String kind, String name) {
        return kind.equals("global") ? "all" : name.substring(name.indexOf('&') + 1);
    }

    static boolean remove(Sql sql, Subject subject) {
        return sql.update("DELETE FROM quota_limits WHERE kind = ? AND name = ?", subject.kind(), subject.name()) == 1;
    }

    /** Whether there is no limit for anybody. */
    static boolean isUnlimited(Sql sql) {
        return !sql.exists("SELECT 1 FROM quota_limits LIMIT 1");
    }

    /** The limits of the user of this root, of the user's domain, and of all. */
    static Map<Quota.Scope, QuotaLimits> limits(Sql sql, QuotaRoot root) {
        Map<Quota.Scope, QuotaLimits> limits = new EnumMap<>(Quota.Scope.class);
        limits.put(Quota.Scope.Global, limits(sql, Subject.ALL));
        root.getDomain().ifPresent(domain -> limits.put(Quota.Scope.Domain, limits(sql, Subject.of(domain))));
        limits.put(Quota.Scope.User, limits(sql, Subject.of(root)));
        return limits;
    }

    /** James writes a root as namespace&amp;owner. */
    static CurrentQuotas usage(Sql sql, QuotaRoot root) {
        String value = root.getValue();
        int separator = value.indexOf('&');
        return sql.first(
                        "SELECT COALESCE(SUM(messages), 0), COALESCE(SUM(octets), 0) FROM mailboxes"
                                + " WHERE owner = ? AND namespace = ?",
                        row -> new CurrentQuotas(
                                QuotaCountUsage.count(row.number(1)), QuotaSizeUsage.size(row.number(2))),
                        separator < 0 ? "" : value.substring(separator + 1),
                        separator < 0 ? value : value.substring(0, separator))
                .orElse(CurrentQuotas.emptyQuotas());
    }
}
