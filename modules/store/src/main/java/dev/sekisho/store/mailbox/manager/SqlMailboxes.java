// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.manager;

import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.store.address.JamesAddresses;
import dev.sekisho.store.mailbox.mapper.SqlMapperFactory;
import java.time.Clock;
import java.util.EnumSet;
import javax.inject.Inject;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MailboxSession.SessionType;
import org.apache.james.mailbox.SessionProvider;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.MailboxManagerConfiguration;
import org.apache.james.mailbox.store.MailboxReactorUtils;
import org.apache.james.mailbox.store.NoMailboxPathLocker;
import org.apache.james.mailbox.store.PreDeletionHooks;
import org.apache.james.mailbox.store.StoreMailboxAnnotationManager;
import org.apache.james.mailbox.store.StoreMailboxManager;
import org.apache.james.mailbox.store.StoreMessageManager;
import org.apache.james.mailbox.store.StoreRightManager;
import org.apache.james.mailbox.store.mail.ThreadIdGuessingAlgorithm;
import org.apache.james.mailbox.store.mail.model.impl.MessageParser;
import org.apache.james.mailbox.store.quota.QuotaComponents;
import org.apache.james.mailbox.store.search.MessageSearchIndex;
import reactor.core.publisher.Mono;

/**
 * The mailboxes of all users, as James' protocols see them. Nothing is locked in this process: the database puts appends to
 * one mailbox in order, on however many nodes they happen.
 */
public final class SqlMailboxes extends StoreMailboxManager {

    static final EnumSet<MessageCapabilities> MESSAGE_CAPABILITIES = EnumSet.of(MessageCapabilities.UniqueID);

    private static final EnumSet<MailboxCapabilities> CAPABILITIES = EnumSet.of(
            MailboxCapabilities.Move,
            MailboxCapabilities.UserFlag,
            MailboxCapabilities.Namespace,
            MailboxCapabilities.Annotation,
            MailboxCapabilities.ACL,
            MailboxCapabilities.Quota);

    /** For Guice: all that James' own managers are made of, but for the locker. */
    @Inject
    public SqlMailboxes(
            SqlMapperFactory mappers,
            SessionProvider sessions,
            MessageParser parser,
            MessageId.Factory messageIds,
            StoreMailboxAnnotationManager annotations,
            EventBus eventBus,
            StoreRightManager rights,
            QuotaComponents quotas,
            MessageSearchIndex index,
            PreDeletionHooks hooks,
            ThreadIdGuessingAlgorithm threads,
            Clock clock) {
        super(
                mappers,
                sessions,
                new NoMailboxPathLocker(),
                parser,
                messageIds,
                annotations,
                eventBus,
                rights,
                quotas,
                index,
                MailboxManagerConfiguration.DEFAULT,
                hooks,
                threads,
                clock);
    }

    @Override
    public EnumSet<MailboxCapabilities> getSupportedMailboxCapabilities() {
        return CAPABILITIES.clone();
    }

    @Override
    public EnumSet<MessageCapabilities> getSupportedMessageCapabilities() {
        return MESSAGE_CAPABILITIES.clone();
    }

    /** A name in another spelling, such as {@code "taro"@example.org}, is the user's own address still. */
    @Override
    public AuthorizationStep authenticate(Username given, String password) {
        return super.authenticate(
                EmailAddress.parse(given.asString())
                        .map(address -> Username.fromMailAddress(JamesAddresses.of(address)))
                        .orElse(given),
                password);
    }

    @Override
    public void deleteMailbox(MailboxPath path, MailboxSession session) throws MailboxException {
        refuseInbox(path, session);
        super.deleteMailbox(path, session);
    }

    @Override
    public Mailbox deleteMailbox(MailboxId id, MailboxSession session) throws MailboxException {
        return MailboxReactorUtils.block(deleteMailboxReactive(id, session));
    }

    @Override
    public Mono<Void> deleteMailboxReactive(MailboxPath path, MailboxSession session) {
        return Mono.defer(() -> {
            try {
                refuseInbox(path, session);
            } catch (MailboxException refused) {
                return Mono.error(refused);
            }
            return super.deleteMailboxReactive(path, session);
        });
    }

    @Override
    public Mono<Mailbox> deleteMailboxReactive(MailboxId id, MailboxSession session) {
        return Mono.defer(() -> {
            if (session.getType() == SessionType.System) {
                return super.deleteMailboxReactive(id, session);
            }
            return getMapperFactory()
                    .getMailboxMapper(session)
                    .findMailboxById(id)
                    .flatMap(mailbox -> mailbox.generateAssociatedPath().isInbox()
                            ? Mono.error(inboxStays(mailbox.generateAssociatedPath()))
                            : super.deleteMailboxReactive(id, session));
        });
    }

    /**
     * Mail goes on coming into an INBOX, so no session of a user deletes it (RFC 3501 6.3.4); what removes all of a user's mailboxes has a
     * session of the system.
     */
    private static void refuseInbox(MailboxPath path, MailboxSession session) throws MailboxException {
        if (path.isInbox() && session.getType() != SessionType.System) {
            throw inboxStays(path);
        }
    }

    private static MailboxException inboxStays(MailboxPath path) {
        return new MailboxException(path.asString() + " cannot be deleted, mail is delivered to it");
    }

    @Override
    protected StoreMessageManager createMessageManager(Mailbox mailbox, MailboxSession session) {
        return new SqlMailbox(
                getMapperFactory(),
                getMessageSearchIndex(),
                getEventBus(),
                getLocker(),
                mailbox,
                getQuotaComponents(),
                getMessageIdFactory(),
                configuration.getBatchSizes(),
                getStoreRightManager(),
                getPreDeletionHooks(),
                getThreadIdGuessingAlgorithm(),
                getClock());
    }
}
