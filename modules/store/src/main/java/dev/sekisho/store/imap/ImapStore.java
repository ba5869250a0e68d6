// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.textindex.TextIndex;
import java.time.Clock;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.model.MessageId;

/** What IMAP sessions have of the store. One for a server. */
public final class ImapStore implements AutoCloseable {

    private final UserMailboxes mailboxes;
    private final MailboxReader reader;
    private final MailboxWriter writer;
    private final MailboxChanges changes;
    private final MessageSummaries summaries;
    private final MessageBodies messageBodies;
    private final UserQuotas quotas;

    /**
     * On an opened database.
     *
     * @param textIndex finds messages by their texts
     * @param messageIds names new messages
     * @param eventBus is told of what was committed, for listeners of James'
     */
    public ImapStore(
            Database database,
            BodyStore bodies,
            TextIndex textIndex,
            MessageId.Factory messageIds,
            EventBus eventBus,
            Clock clock) {
        BusEvents events = new BusEvents(database, eventBus);
        this.mailboxes = new UserMailboxes(database, bodies, events, new MailboxBusEvents(eventBus));
        this.reader = new MailboxReader(database, bodies, textIndex);
        this.writer = new MailboxWriter(database, bodies, new AppendPreparation(bodies, messageIds, clock), events);
        this.changes = new MailboxChanges(database);
        this.summaries = new MessageSummaries(database, bodies);
        this.messageBodies = new MessageBodies(database);
        this.quotas = new UserQuotas(database);
    }

    /** Mailboxes by their names. */
    public UserMailboxes mailboxes() {
        return mailboxes;
    }

    /** What is in mailboxes. */
    public MailboxReader reader() {
        return reader;
    }

    /** Changes what is in mailboxes. */
    public MailboxWriter writer() {
        return writer;
    }

    /** Tells of changes. */
    public MailboxChanges changes() {
        return changes;
    }

    /** The structure of messages. */
    public MessageSummaries summaries() {
        return summaries;
    }

    /** The octets of messages, of several at once. */
    public MessageBodies bodies() {
        return messageBodies;
    }

    /** What users keep and may keep. */
    public UserQuotas quotas() {
        return quotas;
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        changes.close();
    }
}
