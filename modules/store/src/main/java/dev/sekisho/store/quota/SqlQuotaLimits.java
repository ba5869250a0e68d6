// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.quota.QuotaTable.Subject;
import dev.sekisho.store.sql.Database;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.quota.QuotaCountLimit;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Limits of users, domains and all, for James, whose interface has each question and each change twice. */
public final class SqlQuotaLimits implements MaxQuotaManager {

    private final Database database;

    /** On an opened database. */
    public SqlQuotaLimits(Database database) {
        this.database = database;
    }

    private QuotaLimits limits(Subject subject) {
        return database.read(sql -> QuotaTable.limits(sql, subject));
    }

    private Map<Quota.Scope, QuotaLimits> limits(QuotaRoot root) {
        return database.read(sql -> QuotaTable.limits(sql, root));
    }

    private void messages(Subject subject, @Nullable QuotaCountLimit limit) {
        Long column = limit == null ? null : Long.valueOf(QuotaLimits.column(limit));
        database.write(sql -> QuotaTable.setMessages(sql, subject, column));
    }

    private void octets(Subject subject, @Nullable QuotaSizeLimit limit) {
        Long column = limit == null ? null : Long.valueOf(QuotaLimits.column(limit));
        database.write(sql -> QuotaTable.setOctets(sql, subject, column));
    }

    private static Mono<Void> later(Runnable change) {
        return Mono.<Void>fromRunnable(change).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<QuotaLimits> limitsLater(Subject subject) {
        return Mono.fromCallable(() -> limits(subject)).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Map<Quota.Scope, QuotaCountLimit> listMaxMessagesDetails(QuotaRoot root) {
        return SqlQuotas.said(limits(root), QuotaLimits::messages);
    }

    @Override
    public Map<Quota.Scope, QuotaSizeLimit> listMaxStorageDetails(QuotaRoot root) {
        return SqlQuotas.said(limits(root), QuotaLimits::octets);
    }

    @Override
    public QuotaDetails quotaDetails(QuotaRoot root) {
        Map<Quota.Scope, QuotaLimits> limits = limits(root);
        return new QuotaDetails(
                SqlQuotas.said(limits, QuotaLimits::messages), SqlQuotas.said(limits, QuotaLimits::octets));
    }

    @Override
    public void setMaxMessage(QuotaRoot root, QuotaCountLimit limit) {
        messages(Subject.of(root), limit);
    }

    @Override
    public Publisher<Void> setMaxMessageReactive(QuotaRoot root, QuotaCountLimit limit) {
        return later(() -> messages(Subject.of(root), limit));
    }

    @Override
    public void removeMaxMessage(QuotaRoot root) {
        messages(Subject.of(root), null);
    }

    @Override
    public Publisher<Void> removeMaxMessageReactive(QuotaRoot root) {
        return later(() -> messages(Subject.of(root), null));
    }

    @Override
    public void setMaxStorage(QuotaRoot root, QuotaSizeLimit limit) {
        octets(Subject.of(root), limit);
    }

    @Override
    public Publisher<Void> setMaxStorageReactive(QuotaRoot root, QuotaSizeLimit limit) {
        return later(() -> octets(Subject.of(root), limit));
    }

    @Override
    public void removeMaxStorage(QuotaRoot root) {
        octets(Subject.of(root), null);
    }

    @Override
    public Publisher<Void> removeMaxStorageReactive(QuotaRoot root) {
        return later(() -> octets(Subject.of(root), null));
    }

    @Override
    public void setGlobalMaxMessage(QuotaCountLimit limit) {
        messages(Subject.ALL, limit);
    }

    @Override
    public Publisher<Void> setGlobalMaxMessageReactive(QuotaCountLimit limit) {
        return later(() -> messages(Subject.ALL, limit));
    }

    @Override
    public void removeGlobalMaxMessage() {
        messages(Subject.ALL, null);
    }

    @Override
    public Publisher<Void> removeGlobalMaxMessageReactive() {
        return later(() -> messages(Subject.ALL, null));
    }

    @Override
    public void setGlobalMaxStorage(QuotaSizeLimit limit) {
        octets(Subject.ALL, limit);
    }

    @Override
    public Publisher<Void> setGlobalMaxStorageReactive(QuotaSizeLimit limit) {
        return later(() -> octets(Subject.ALL, limit));
    }

    @Override
    public void removeGlobalMaxStorage() {
        octets(Subject.ALL, null);
    }

    @Override
    public Publisher<Void> removeGlobalMaxStorageReactive() {
        return later(() -> octets(Subject.ALL, null));
    }

    @Override
    public Optional<QuotaCountLimit> getGlobalMaxMessage() {
        return limits(Subject.ALL).messages();
    }

    @Override
    public Publisher<QuotaCountLimit> getGlobalMaxMessageReactive() {
        return limitsLater(Subject.ALL).flatMap(limits -> Mono.justOrEmpty(limits.messages()));
    }

    @Override
    public Optional<QuotaSizeLimit> getGlobalMaxStorage() {
        return limits(Subject.ALL).octets();
    }

    @Override
    public Publisher<QuotaSizeLimit> getGlobalMaxStorageReactive() {
        return limitsLater(Subject.ALL).flatMap(limits -> Mono.justOrEmpty(limits.octets()));
    }

    @Override
    public void setDomainMaxMessage(Domain domain, QuotaCountLimit limit) {
        messages(Subject.of(domain), limit);
    }

    @Override
    public Publisher<Void> setDomainMaxMessageReactive(Domain domain, QuotaCountLimit limit) {
        return later(() -> messages(Subject.of(domain), limit));
    }

    @Override
    public void removeDomainMaxMessage(Domain domain) {
        messages(Subject.of(domain), null);
    }

    @Override
    public Publisher<Void> removeDomainMaxMessageReactive(Domain domain) {
        return later(() -> messages(Subject.of(domain), null));
    }

    @Override
    public void setDomainMaxStorage(Domain domain, QuotaSizeLimit limit) {
        octets(Subject.of(domain), limit);
    }

    @Override
    public Publisher<Void> setDomainMaxStorageReactive(Domain domain, QuotaSizeLimit limit) {
        return later(() -> octets(Subject.of(domain), limit));
    }

    @Override
    public void removeDomainMaxStorage(Domain domain) {
        octets(Subject.of(domain), null);
    }

    @Override
    public Publisher<Void> removeDomainMaxStorageReactive(Domain domain) {
        return later(() -> octets(Subject.of(domain), null));
    }

    @Override
    public Optional<QuotaCountLimit> getDomainMaxMessage(Domain domain) {
        return limits(Subject.of(domain)).messages();
    }

    @Override
    public Publisher<QuotaCountLimit> getDomainMaxMessageReactive(Domain domain) {
        return limitsLater(Subject.of(domain)).flatMap(limits -> Mono.justOrEmpty(limits.messages()));
    }

    @Override
    public Optional<QuotaSizeLimit> getDomainMaxStorage(Domain domain) {
        return limits(Subject.of(domain)).octets();
    }

    @Override
    public Publisher<QuotaSizeLimit> getDomainMaxStorageReactive(Domain domain) {
        return limitsLater(Subject.of(domain)).flatMap(limits -> Mono.justOrEmpty(limits.octets()));
    }
}
