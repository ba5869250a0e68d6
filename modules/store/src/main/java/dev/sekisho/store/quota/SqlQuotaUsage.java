// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.quota;

import dev.sekisho.store.sql.Database;
import org.apache.james.core.quota.QuotaCountUsage;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.model.CurrentQuotas;
import org.apache.james.mailbox.model.QuotaOperation;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What is kept, for James. There is nothing to increase, decrease or set: it follows from the mailboxes. */
public final class SqlQuotaUsage implements CurrentQuotaManager {

    private final Database database;

    /** On an opened database. */
    public SqlQuotaUsage(Database database) {
        this.database = database;
    }

    @Override
    public Publisher<QuotaCountUsage> getCurrentMessageCount(QuotaRoot root) {
        return usage(root).map(CurrentQuotas::count);
    }

    @Override
    public Publisher<QuotaSizeUsage> getCurrentStorage(QuotaRoot root) {
        return usage(root).map(CurrentQuotas::size);
    }

    @Override
    public Publisher<CurrentQuotas> getCurrentQuotas(QuotaRoot root) {
        return usage(root);
    }

    private Mono<CurrentQuotas> usage(QuotaRoot root) {
        return Mono.fromCallable(() -> database.read(sql -> QuotaTable.usage(sql, root)))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Publisher<Void> increase(QuotaOperation operation) {
        return Mono.empty();
    }

    @Override
    public Publisher<Void> decrease(QuotaOperation operation) {
        return Mono.empty();
    }

    @Override
    public Publisher<Void> setCurrentQuotas(QuotaOperation operation) {
        return Mono.empty();
    }
}
