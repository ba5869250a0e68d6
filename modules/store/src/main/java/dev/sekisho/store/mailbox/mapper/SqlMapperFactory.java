// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.mapper;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import java.time.Clock;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.store.MailboxSessionMapperFactory;
import org.apache.james.mailbox.store.mail.AnnotationMapper;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.apache.james.mailbox.store.mail.MessageIdMapper;
import org.apache.james.mailbox.store.mail.MessageMapper;
import org.apache.james.mailbox.store.mail.ModSeqProvider;
import org.apache.james.mailbox.store.mail.UidProvider;
import org.apache.james.mailbox.store.user.SubscriptionMapper;

/** James' mappers on the store. They keep nothing of a session: one of each serves all. */
public final class SqlMapperFactory extends MailboxSessionMapperFactory {

    private final SqlMailboxMapper mailboxes;
    private final SqlMessageMapper messages;
    private final SqlMessageIdMapper messageIds;
    private final SqlSubscriptionMapper subscriptions;
    private final SqlAnnotationMapper annotations;
    private final SqlUidModSeqProvider places;

    /**
     * On an opened database.
     *
     * @param clock says when a message is saved
     */
    public SqlMapperFactory(Database database, BodyStore bodies, Clock clock) {
        this.mailboxes = new SqlMailboxMapper(database, bodies);
        this.messages = new SqlMessageMapper(database, bodies, clock);
        this.messageIds = new SqlMessageIdMapper(database, bodies, clock);
        this.subscriptions = new SqlSubscriptionMapper(database);
        this.annotations = new SqlAnnotationMapper(database);
        this.places = new SqlUidModSeqProvider(database);
    }

    @Override
    public MailboxMapper createMailboxMapper(MailboxSession session) {
        return mailboxes;
    }

    @Override
    public MailboxMapper getMailboxMapper(MailboxSession session) {
        return mailboxes;
    }

    @Override
    public MessageMapper createMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MessageMapper getMessageMapper(MailboxSession session) {
        return messages;
    }

    @Override
    public MessageIdMapper createMessageIdMapper(MailboxSession session) {
        return messageIds;
    }

    @Override
    public MessageIdMapper getMessageIdMapper(MailboxSession session) {
        return messageIds;
    }

    @Override
    public SubscriptionMapper createSubscriptionMapper(MailboxSession session) {
        return subscriptions;
    }

    @Override
    public SubscriptionMapper getSubscriptionMapper(MailboxSession session) {
        return subscriptions;
    }

    @Override
    public AnnotationMapper createAnnotationMapper(MailboxSession session) {
        return annotations;
    }

    @Override
    public AnnotationMapper getAnnotationMapper(MailboxSession session) {
        return annotations;
    }

    @Override
    public UidProvider getUidProvider() {
        return places;
    }

    @Override
    public ModSeqProvider getModSeqProvider() {
        return places;
    }
}
