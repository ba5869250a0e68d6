// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.james.core.Username;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.QuotaManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Limits and what is kept together, for James: one unit of work for each question. */
public final class SqlQuotas implements QuotaManager {

    private final Database database;

    /** On an opened database. */
    public SqlQuotas(Database database) {
        this.database = database;
    }

    @Override
    public Quota<QuotaCountLimit, QuotaCountUsage> getMessageQuota(QuotaRoot root) {
        return getQuotas(root).getMessageQuota();
    }

    @Override
    public Quota<QuotaSizeLimit, QuotaSizeUsage> getStorageQuota(QuotaRoot root) {
        return getQuotas(root).getStorageQuota();
    }

    @Override
    public Quotas getQuotas(QuotaRoot root) {
        return database.read(sql -> of(sql, root));
    }

    @Override
    public Publisher<Quotas> getQuotasReactive(QuotaRoot root) {
        return Mono.fromCallable(() -> getQuotas(root)).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Whether a user may keep one more message of this size, within the unit of work that is to bring it.
     *
     * @param octets the size of the message
     */
    public static boolean hasRoom(Sql sql, Username user, long octets) {
        return hasRoom(sql, user, 1, octets);
    }

    /** As {@link #hasRoom(Sql, Username, long)}, for several messages of this size together. */
    public static boolean hasRoom(Sql sql, Username user, long messages, long octets) {
        if (QuotaTable.isUnlimited(sql)) {
            return true;
        }
        Quotas quotas = of(sql, QuotaAdmin.root(user));
        return !quotas.getMessageQuota().isOverQuotaWithAdditionalValue(messages)
                && !quotas.getStorageQuota().isOverQuotaWithAdditionalValue(octets);
    }

    /** As {@link #getQuotas}, within a unit of work. */
    static Quotas of(Sql sql, QuotaRoot root) {
        Map<Quota.Scope, QuotaLimits> limits = QuotaTable.limits(sql, root);
        CurrentQuotas used = QuotaTable.usage(sql, root);
        return new Quotas(
                Quota.<QuotaCountLimit, QuotaCountUsage>builder()
                        .used(used.count())
                        .computedLimit(nearest(limits, QuotaLimits::messages).orElse(QuotaCountLimit.unlimited()))
                        .limitsByScope(said(limits, QuotaLimits::messages))
                        .build(),
                Quota.<QuotaSizeLimit, QuotaSizeUsage>builder()
                        .used(used.size())
                        .computedLimit(nearest(limits, QuotaLimits::octets).orElse(QuotaSizeLimit.unlimited()))
                        .limitsByScope(said(limits, QuotaLimits::octets))
                        .build());
    }

    /** The limit of the user takes precedence over that of the domain, and that over the limit for all. */
    private static <T> Optional<T> nearest(
            Map<Quota.Scope, QuotaLimits> limits, Function<QuotaLimits, Optional<T>> part) {
        return Quota.allScopes()
                .map(limits::get)
                .filter(Objects::nonNull)
                .flatMap(each -> part.apply(each).stream())
                .findFirst();
    }

    static <T> Map<Quota.Scope, T> said(Map<Quota.Scope, QuotaLimits> limits, Function<QuotaLimits, Optional<T>> part) {
        return limits.entrySet().stream()
                .filter(entry -> part.apply(entry.getValue()).isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> part.apply(entry.getValue()).orElseThrow()));
    }
}
