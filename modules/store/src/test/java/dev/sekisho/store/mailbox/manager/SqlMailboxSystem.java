// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.fixture.OpenStore;
import dev.sekisho.store.mailbox.mapper.SqlMapperFactory;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.quota.SqlQuotaLimits;
import dev.sekisho.store.quota.SqlQuotaUsage;
import dev.sekisho.store.quota.SqlQuotas;
import dev.sekisho.store.sql.Database;
import java.time.Instant;
import java.util.Set;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventBusTestFixture;
import org.apache.james.events.InVMEventBus;
import org.apache.james.events.MemoryEventDeadLetters;
import org.apache.james.events.delivery.InVmEventDelivery;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageIdManager;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.acl.UnionMailboxACLResolver;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.extension.PreDeletionHook;
import org.apache.james.mailbox.manager.IntegrationResources;
import org.apache.james.mailbox.manager.ManagerTestProvisionner;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.quota.MaxQuotaManager;
import org.apache.james.mailbox.quota.QuotaManager;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.apache.james.mailbox.store.CombinationManagerTestSystem;
import org.apache.james.mailbox.store.FakeAuthenticator;
import org.apache.james.mailbox.store.FakeAuthorizator;
import org.apache.james.mailbox.store.MessageIdManagerTestSystem;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.SessionProviderImpl;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageIdManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.StoreSubscriptionManager;
import org.apache.james.mailbox.store.extractor.DefaultTextExtractor;
import org.apache.james.mailbox.store.mail.NaiveThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.impl.MessageParser;
import org.apache.james.mailbox.store.quota.DefaultUserQuotaRootResolver;
import org.apache.james.mailbox.store.quota.ListeningCurrentQuotaUpdater;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.SimpleMessageSearchIndex;
import org.apache.james.metrics.tests.RecordingMetricFactory;
import org.apache.james.utils.UpdatableTickingClock;

/** All that stands around the mailboxes in a server, put together by hand. */
public final class SqlMailboxSystem implements IntegrationResources<StoreMailboxManager> {

    private static final int MOST_ANNOTATIONS = 3;
    private static final int LARGEST_ANNOTATION = 30;

    private final SqlMapperFactory mappers;
    private final SqlMessageId.Factory messageIds;
    private final SqlQuotaLimits limits;
    private final QuotaManager quotas;
    private final QuotaRootResolver roots;
    private final EventBus eventBus;
    private final SqlMailboxes mailboxes;
    private final StoreMessageIdManager byMessageId;

    private SqlMailboxSystem(Database database, QuotaManager quotas, EventBus eventBus, Set<PreDeletionHook> hookSet) {
        UpdatableTickingClock clock = new UpdatableTickingClock(Instant.now());
        this.mappers = new SqlMapperFactory(database, new BodyStore(database), clock);
        this.messageIds = new SqlMessageId.Factory(clock);
        this.limits = new SqlQuotaLimits(database);
        this.quotas = quotas;
        this.eventBus = eventBus;
        FakeAuthenticator authenticator = new FakeAuthenticator();
        authenticator.addUser(ManagerTestProvisionner.USER, ManagerTestProvisionner.USER_PASS);
        authenticator.addUser(ManagerTestProvisionner.OTHER_USER, ManagerTestProvisionner.OTHER_USER_PASS);
        SessionProviderImpl sessions = new SessionProviderImpl(authenticator, FakeAuthorizator.defaultReject());
        this.roots = new DefaultUserQuotaRootResolver(sessions, mappers);
        StoreRightManager rights = new StoreRightManager(mappers, new UnionMailboxACLResolver(), eventBus);
        PreDeletionHooks hooks = new PreDeletionHooks(hookSet, new RecordingMetricFactory());
        this.byMessageId = new StoreMessageIdManager(rights, mappers, eventBus, quotas, roots, hooks);
        this.mailboxes = new SqlMailboxes(
                mappers,
                sessions,
                new MessageParser(),
                messageIds,
                new StoreMailboxAnnotationManager(mappers, rights, MOST_ANNOTATIONS, LARGEST_ANNOTATION),
                eventBus,
                rights,
                new QuotaComponents(limits, quotas, roots),
                new SimpleMessageSearchIndex(mappers, mappers, new DefaultTextExtractor(), new NoAttachments()),
                hooks,
                new NaiveThreadIdGuessingAlgorithm(),
                clock);
        // Tells of usage, which the contract expects; it has nothing to count.
        eventBus.register(new ListeningCurrentQuotaUpdater(new SqlQuotaUsage(database), roots, eventBus, quotas));
    }

    /** On an opened database. */
    public static SqlMailboxSystem on(Database database) {
        return new SqlMailboxSystem(database, new SqlQuotas(database), eventBus(), Set.of());
    }

    /** On the store of a test. */
    public static SqlMailboxSystem on(OpenStore open) {
        return on(open, Set.of());
    }

    static SqlMailboxSystem on(OpenStore open, Set<PreDeletionHook> hooks) {
        return new SqlMailboxSystem(open.database(), new SqlQuotas(open.database()), eventBus(), hooks);
    }

    static SqlMailboxSystem on(OpenStore open, QuotaManager quotas, EventBus eventBus, Set<PreDeletionHook> hooks) {
        return new SqlMailboxSystem(open.database(), quotas, eventBus, hooks);
    }

    private static EventBus eventBus() {
        return new InVMEventBus(
                new InVmEventDelivery(new RecordingMetricFactory()),
                EventBusTestFixture.RETRY_BACKOFF_CONFIGURATION,
                new MemoryEventDeadLetters());
    }

    /** The mailboxes. */
    public SqlMailboxes mailboxes() {
        return mailboxes;
    }

    EventBus bus() {
        return eventBus;
    }

    StoreSubscriptionManager subscriptions() {
        return new StoreSubscriptionManager(mappers, mappers, eventBus);
    }

    MessageIdManager byMessageId() {
        return byMessageId;
    }

    /** What James' contracts of messages by their ids want. */
    public MessageIdManagerTestSystem messageIdSystem() {
        return new MessageIdManagerTestSystem(byMessageId, messageIds, mappers, mailboxes) {
            /** The contract deletes INBOX too, which no session of a user may. */
            @Override
            public void deleteMailbox(MailboxId mailbox, MailboxSession session) {
                try {
                    mailboxes.deleteMailbox(mailbox, mailboxes.createSystemSession(session.getUser()));
                } catch (MailboxException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    public CombinationManagerTestSystem combinationSystem() {
        return new CombinationManagerTestSystem(mailboxes, byMessageId) {
            @Override
            public MessageManager createMessageManager(Mailbox mailbox, MailboxSession session) {
                return mailboxes.createMessageManager(mailbox, session);
            }

            @Override
            public Mailbox createMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
                mailboxes.createMailbox(path, session);
                return mailboxes.getMailbox(path, session).getMailboxEntity();
            }
        };
    }

    @Override
    public StoreMailboxManager getMailboxManager() {
        return mailboxes;
    }

    @Override
    public QuotaManager getQuotaManager() {
        return quotas;
    }

    @Override
    public MaxQuotaManager getMaxQuotaManager() {
        return limits;
    }

    @Override
    public QuotaRootResolver getQuotaRootResolver() {
        return roots;
    }
}
