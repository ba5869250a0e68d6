// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.name.Names;
import dev.sekisho.store.Store;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.deadletter.SqlEventDeadLetters;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.manager.NoAttachments;
import dev.sekisho.store.mailbox.manager.SqlMailboxes;
import dev.sekisho.store.mailbox.mapper.SqlMapperFactory;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.maildrop.SqlMaildrops;
import dev.sekisho.store.quota.SqlQuotaLimits;
import dev.sekisho.store.quota.SqlQuotaUsage;
import dev.sekisho.store.quota.SqlQuotas;
import java.time.Clock;
import org.apache.james.adapter.mailbox.DelegationStoreAuthorizator;
import org.apache.james.adapter.mailbox.UserRepositoryAuthenticator;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventDeadLetters;
import org.apache.james.events.EventListener;
import org.apache.james.events.EventSerializer;
import org.apache.james.mailbox.AttachmentContentLoader;
import org.apache.james.mailbox.Authenticator;
import org.apache.james.mailbox.Authorizator;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.RightManager;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.SubscriptionManager;
import org.apache.james.mailbox.extractor.TextExtractor;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.quota.CurrentQuotaManager;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootDeserializer;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.quota.UserQuotaRootResolver;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.mail.MailboxMapperFactory;
import org.apache.james.mailbox.store.mail.MessageMapperFactory;
import org.apache.james.mailbox.store.mail.NaiveThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import org.apache.james.mailbox.store.search.SimpleMessageSearchIndex;
import org.apache.james.mailbox.store.user.SubscriptionMapperFactory;

/** James' mailboxes, kept in the store, with only those listeners on the path of a delivery that must be there. */
final class SqlMailboxModule extends AbstractModule {
    @Override
    protected void configure() {
        mappers();
        managers();
        quotas();
        Multibinder.newSetBinder(binder(), EventListener.GroupEventListener.class);
        Multibinder.newSetBinder(binder(), EventListener.ReactiveGroupEventListener.class);
    }

    private void mappers() {
        bind(MessageMapperFactory.class).to(SqlMapperFactory.class);
        bind(MailboxMapperFactory.class).to(SqlMapperFactory.class);
        bind(MailboxSessionMapperFactory.class).to(SqlMapperFactory.class);
        bind(SubscriptionMapperFactory.class).to(SqlMapperFactory.class);
        bind(MailboxId.Factory.class).to(SqlMailboxId.Factory.class);
        bind(MessageId.Factory.class).to(SqlMessageId.Factory.class);
        bind(ThreadIdGuessingAlgorithm.class).to(NaiveThreadIdGuessingAlgorithm.class);
    }

    private void managers() {
        bind(SqlMailboxes.class).in(Scopes.SINGLETON);
        bind(MailboxManager.class).to(SqlMailboxes.class);
        bind(StoreMailboxManager.class).to(SqlMailboxes.class);
        bind(MailboxManager.class).annotatedWith(Names.named("mailboxmanager")).to(MailboxManager.class);
        bind(MailboxManagerConfiguration.class).toInstance(MailboxManagerConfiguration.DEFAULT);
        bind(StoreSubscriptionManager.class).in(Scopes.SINGLETON);
        bind(SubscriptionManager.class).to(StoreSubscriptionManager.class);
        bind(UserRepositoryAuthenticator.class).in(Scopes.SINGLETON);
        bind(Authenticator.class).to(UserRepositoryAuthenticator.class);
        bind(Authorizator.class).to(DelegationStoreAuthorizator.class);
        bind(SessionProviderImpl.class).in(Scopes.SINGLETON);
        bind(SessionProvider.class).to(SessionProviderImpl.class);
        bind(StoreMessageIdManager.class).in(Scopes.SINGLETON);
        bind(MessageIdManager.class).to(StoreMessageIdManager.class);
        bind(AttachmentContentLoader.class).to(NoAttachments.class);
        bind(StoreRightManager.class).in(Scopes.SINGLETON);
        bind(RightManager.class).to(StoreRightManager.class);
        bind(MessageSearchIndex.class).to(SimpleMessageSearchIndex.class);
        bind(TextExtractor.class).to(DefaultTextExtractor.class);
    }

    private void quotas() {
        bind(DefaultUserQuotaRootResolver.class).in(Scopes.SINGLETON);
        bind(UserQuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootResolver.class).to(DefaultUserQuotaRootResolver.class);
        bind(QuotaRootDeserializer.class).to(DefaultUserQuotaRootResolver.class);
        bind(MaxQuotaManager.class).to(SqlQuotaLimits.class);
        bind(QuotaManager.class).to(SqlQuotas.class);
        bind(CurrentQuotaManager.class).to(SqlQuotaUsage.class);
    }

    @Provides
    @Singleton
    BodyStore bodies(Store store) {
        return store.bodies();
    }

    @Provides
    @Singleton
    SqlMapperFactory sqlMappers(Store store, BodyStore bodies, Clock clock) {
        return new SqlMapperFactory(store.database(), bodies, clock);
    }

    @Provides
    @Singleton
    SqlMessageId.Factory messageIds(Clock clock) {
        return new SqlMessageId.Factory(clock);
    }

    @Provides
    @Singleton
    SqlQuotaLimits quotaLimits(Store store) {
        return new SqlQuotaLimits(store.database());
    }

    @Provides
    @Singleton
    SqlQuotas sqlQuotas(Store store) {
        return new SqlQuotas(store.database());
    }

    @Provides
    @Singleton
    SqlQuotaUsage quotaUsage(Store store) {
        return new SqlQuotaUsage(store.database());
    }

    @Provides
    @Singleton
    LocalDelivery localDelivery(
            Store store, BodyStore bodies, SqlMessageId.Factory messageIds, EventBus eventBus, Clock clock) {
        return new LocalDelivery(store.database(), bodies, messageIds, eventBus, clock);
    }

    @Provides
    @Singleton
    ImapStore imapStore(
            Store store, BodyStore bodies, SqlMessageId.Factory messageIds, EventBus eventBus, Clock clock) {
        return new ImapStore(store.database(), bodies, store.textIndex(), messageIds, eventBus, clock);
    }

    @Provides
    @Singleton
    SqlMaildrops maildrops(Store store, BodyStore bodies, EventBus eventBus) {
        return new SqlMaildrops(store.database(), bodies, eventBus);
    }

    @Provides
    @Singleton
    EventDeadLetters deadLetters(Store store, EventSerializer serializer) {
        return new SqlEventDeadLetters(store.database(), serializer);
    }
}
