// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.james;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.ProvidesIntoSet;
import dev.sekisho.server.smtp.client.ClientLookup;
import dev.sekisho.server.smtp.client.ClientServices;
import dev.sekisho.server.smtp.sending.SendingGuard;
import dev.sekisho.store.Store;
import dev.sekisho.store.domains.SqlDomainList;
import dev.sekisho.store.greylist.StoredGreylist;
import dev.sekisho.store.repository.SqlMailRepositoryFactory;
import dev.sekisho.store.repository.SqlMailRepositoryUrlStore;
import dev.sekisho.store.rewriting.SqlRecipientRewriteTable;
import dev.sekisho.store.senders.AllowedSenders;
import dev.sekisho.store.senders.SrsRewriter;
import dev.sekisho.store.spool.SqlMailQueueFactory;
import dev.sekisho.store.users.SqlDelegationStore;
import dev.sekisho.store.users.SqlUsersRepository;
import java.time.Clock;
import org.apache.james.domainlist.api.DomainList;
import org.apache.james.mailrepository.api.MailRepositoryFactory;
import org.apache.james.mailrepository.api.MailRepositoryUrlStore;
import org.apache.james.queue.api.MailQueue;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.rrt.api.AliasReverseResolver;
import org.apache.james.rrt.api.CanSendFrom;
import org.apache.james.rrt.api.RecipientRewriteTable;
import org.apache.james.rrt.lib.AliasReverseResolverImpl;
import org.apache.james.server.core.configuration.ConfigurationProvider;
import org.apache.james.user.api.DelegationStore;
import org.apache.james.user.api.UsernameChangeTaskStep;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.utils.InitializationOperation;
import org.apache.james.utils.InitilizationOperationBuilder;

/** James' users, domains, rewriting and repositories, kept in the store where the store has them. */
final class SqlServicesModule extends AbstractModule {
    private final Store store;

    SqlServicesModule(Store store) {
        this.store = store;
    }

    @Override
    protected void configure() {
        bind(Store.class).toInstance(store);
        bind(DomainList.class).to(SqlDomainList.class);
        bind(UsersRepository.class).to(SqlUsersRepository.class);
        bind(RecipientRewriteTable.class).to(SqlRecipientRewriteTable.class);
        bind(DelegationStore.class).to(SqlDelegationStore.class);
        bind(AliasReverseResolverImpl.class).in(Scopes.SINGLETON);
        bind(AliasReverseResolver.class).to(AliasReverseResolverImpl.class);
        bind(AllowedSenders.class).toInstance(store.senders());
        bind(CanSendFrom.class).to(JamesSenderRights.class);
        bind(MailRepositoryUrlStore.class).to(SqlMailRepositoryUrlStore.class);
        Multibinder.newSetBinder(binder(), MailRepositoryFactory.class)
                .addBinding()
                .to(SqlMailRepositoryFactory.class);
        Multibinder.newSetBinder(binder(), UsernameChangeTaskStep.class);
    }

    @Provides
    @Singleton
    SqlDomainList domainList() {
        return new SqlDomainList(store.domains());
    }

    @Provides
    @Singleton
    SqlUsersRepository usersRepository(SqlDomainList domains) {
        return new SqlUsersRepository(domains, store.users());
    }

    @Provides
    @Singleton
    SqlRecipientRewriteTable recipientRewriteTable(SqlDomainList domains, SqlUsersRepository users) {
        SqlRecipientRewriteTable table = new SqlRecipientRewriteTable(store.database());
        table.setDomainList(domains);
        table.setUsersRepository(users);
        return table;
    }

    @Provides
    @Singleton
    ClientServices clientServices(Clock clock) {
        return new ClientServices(ClientLookup.ofMachine(), new StoredGreylist(store.database(), clock)::attempt);
    }

    @Provides
    @Singleton
    SendingGuard sending(SqlMailQueueFactory queues, JamesAddressDirectory directory, Clock clock) {
        return new SendingGuard(
                store.sending(),
                new StolenPasswordNotice(new DsnSpooler(queues), directory::postmaster, store.guesses(), clock),
                clock);
    }

    @Provides
    @Singleton
    SrsRewriter returnPaths(Clock clock) {
        return new SrsRewriter(store.database(), clock);
    }

    @Provides
    @Singleton
    SqlMailRepositoryUrlStore repositoryUrls() {
        return new SqlMailRepositoryUrlStore(store.database());
    }

    @Provides
    @Singleton
    SqlMailRepositoryFactory repositories() {
        return new SqlMailRepositoryFactory(store.database());
    }

    @Provides
    @Singleton
    SqlMailQueueFactory queues(MailQueueItemDecoratorFactory decorators, Clock clock) {
        return new SqlMailQueueFactory(store.database(), store.bodies(), decorators, clock);
    }

    @Provides
    @Singleton
    MailQueueFactory<?> anyQueues(SqlMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends MailQueue> plainQueues(SqlMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    MailQueueFactory<? extends ManageableMailQueue> manageableQueues(SqlMailQueueFactory queues) {
        return queues;
    }

    @Provides
    @Singleton
    SqlDelegationStore delegationStore() {
        return new SqlDelegationStore(store.database());
    }

    @ProvidesIntoSet
    InitializationOperation configureRewriting(ConfigurationProvider configurations, SqlRecipientRewriteTable table) {
        return InitilizationOperationBuilder.forClass(SqlRecipientRewriteTable.class)
                .init(() -> table.configure(configurations.getConfiguration("recipientrewritetable")));
    }

    @ProvidesIntoSet
    InitializationOperation configureUsers(ConfigurationProvider configurations, SqlUsersRepository users) {
        return InitilizationOperationBuilder.forClass(SqlUsersRepository.class)
                .init(() -> users.configure(configurations.getConfiguration("usersrepository")));
    }
}
