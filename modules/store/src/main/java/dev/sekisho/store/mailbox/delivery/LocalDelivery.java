// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.delivery;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mailbox.change.AccountFolders;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.change.NewSummary;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.quota.SqlQuotas;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreConflictException;
import dev.sekisho.store.sql.StoreException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.events.RegistrationKey;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.store.event.EventFactory;

/**
 * Brings a message into the INBOXes of its recipients in one unit of work, whatever their number, without looking into it
 * further than the end of its header. A body that the mail queue has is referred to, not copied.
 */
public final class LocalDelivery {

    private final Database database;
    private final BodyStore bodies;
    private final MessageId.Factory messageIds;
    private final EventBus eventBus;
    private final Clock clock;

    /**
     * On an opened database.
     *
     * @param eventBus notifies IMAP sessions of what has arrived, after the commit
     */
    public LocalDelivery(Database database, MessageId.Factory messageIds, EventBus eventBus, Clock clock) {
        this(database, new BodyStore(database), messageIds, eventBus, clock);
    }

    /** As the other, with the bodies of the process: they have what has just been received in memory. */
    public LocalDelivery(
            Database database, BodyStore bodies, MessageId.Factory messageIds, EventBus eventBus, Clock clock) {
        this.database = database;
        this.bodies = bodies;
        this.messageIds = messageIds;
        this.eventBus = eventBus;
        this.clock = clock;
    }

    /**
     * A recipient.
     *
     * @param user whose INBOX; it is made if there is none yet
     * @param prefix header lines that this delivery adds, each ended by CR LF; empty for none
     */
    public record Recipient(Username user, String prefix) {}

    /**
     * Delivers; returns when it is durable. It is delivered to none, or to all but those over quota.
     *
     * @param body as the store has it, or newly uploaded
     * @param headerOctets how long its header is, the empty line behind it included; see {@link HeaderEnd}
     * @return the result of each recipient, in the same order
     * @throws StoreException if the store failed; then it was delivered to none, or the connection was lost in the commit
     */
    public List<LocalDeliveryResult> deliver(List<Recipient> recipients, UnattachedBody body, long headerOctets) {
        Content content = content(body, headerOctets);
        List<Arrived> arrivals = database.write(sql -> deliver(sql, recipients, content));
        arrivals.forEach(this::tell);
        return arrivals.stream().map(Arrived::delivery).toList();
    }

    /**
     * As {@link #deliver(List, NewBody, long)}, in the transaction that removes the mail from the queue it came from: a crash
     * before it delivers nothing, and after it nothing is left to deliver again.
     *
     * @return {@link LocalDeliveryResult.Due} or {@link LocalDeliveryResult.OverQuota}, for each recipient in the same order; should a quota be used
     *     up between now and then, the mail comes out of the queue anew
     */
    public List<LocalDeliveryResult> deliver(
            DequeueTransaction transaction, List<Recipient> recipients, UnattachedBody body, long headerOctets) {
        List<LocalDeliveryResult> outcomes = database.read(sql -> recipients.stream()
                .map(recipient -> outlook(sql, recipient.user(), body))
                .toList());
        List<Recipient> due = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            if (!outcomes.get(i).overQuota()) {
                due.add(recipients.get(i));
            }
        }
        Content content = content(body, headerOctets);
        boolean later = due.isEmpty()
                || transaction.add(sql -> {
                    List<Arrived> arrivals = deliver(sql, due, content);
                    if (arrivals.stream().anyMatch(arrived -> arrived.delivery().overQuota())) {
                        throw new StoreConflictException("a quota was used up in this moment", null);
                    }
                    return () -> arrivals.forEach(this::tell);
                });
        return later ? outcomes : deliver(recipients, body, headerOctets);
    }

    private static LocalDeliveryResult outlook(Sql sql, Username user, UnattachedBody body) {
        return SqlQuotas.hasRoom(sql, user, body.size())
                ? new LocalDeliveryResult.Due(user)
                : new LocalDeliveryResult.OverQuota(user);
    }

    /** A delivery with the notifications for IMAP sessions. */
    private record Arrived(
            LocalDeliveryResult delivery, MailboxPath path, List<MessageRow> rows, boolean mailboxIsNew) {}

    /** What comes, with what was found out about it before the unit of work. */
    private record Content(UnattachedBody body, long headerOctets, NewSummary summary) {}

    private Content content(UnattachedBody body, long headerOctets) {
        return new Content(body, headerOctets, NewSummary.of(bodies, body));
    }

    private List<Arrived> deliver(Sql sql, List<Recipient> recipients, Content content) {
        UnattachedBody body = content.body();
        SqlMessageId message = (SqlMessageId) messageIds.generate();
        List<Arrived> arrivals = new ArrayList<>();
        UnattachedBody known = body;
        for (Recipient recipient : recipients) {
            if (!SqlQuotas.hasRoom(sql, recipient.user(), body.size())) {
                arrivals.add(refused(recipient));
                continue;
            }
            if (known == body) {
                long id = body.attach(sql);
                content.summary().keep(sql, id);
                known = new UnattachedBody.Known(id, body.size());
            }
            arrivals.add(arrive(sql, recipient, message(message, known, recipient.prefix(), content.headerOctets())));
        }
        return arrivals;
    }

    private static Arrived refused(Recipient recipient) {
        return new Arrived(
                new LocalDeliveryResult.OverQuota(recipient.user()),
                MailboxPath.inbox(recipient.user()),
                List.of(),
                false);
    }

    private NewMessage message(SqlMessageId id, UnattachedBody body, String prefix, long headerOctets) {
        long now = clock.millis();
        return new NewMessage(
                new FlagColumns(FlagColumns.RECENT, ""),
                headerOctets + NewMessage.length(prefix),
                new MessageRow.Dates(now, now),
                new MessageRow.Ids(id, id),
                body,
                prefix,
                null);
    }

    private static Arrived arrive(Sql sql, Recipient recipient, NewMessage message) {
        MailboxPath inbox = MailboxPath.inbox(recipient.user());
        boolean isNew = MailboxTable.id(sql, inbox).isEmpty();
        long mailbox = inbox(sql, inbox);
        MessageRow row = message.append(sql, mailbox)
                .orElseThrow(() -> new StoreConflictException("the INBOX was removed in this moment", null));
        LocalDeliveryResult delivered =
                new LocalDeliveryResult.Delivered(recipient.user(), new SqlMailboxId(mailbox), row.uid());
        return new Arrived(delivered, inbox, List.of(row), isNew);
    }

    /** The id of a user's INBOX, which is made if there is none, as the other mailboxes that every account has. */
    public static long inbox(Sql sql, MailboxPath inbox) {
        return AccountFolders.provide(sql, inbox.getUser());
    }

    private void tell(Arrived arrived) {
        for (MessageRow row : arrived.rows()) {
            SqlMailboxId mailbox = new SqlMailboxId(row.mailbox());
            Set<RegistrationKey> key = Set.of(new MailboxIdRegistrationKey(mailbox));
            MailboxSession.SessionId nobody = MailboxSession.SessionId.of(0);
            if (arrived.mailboxIsNew()) {
                eventBus.dispatch(
                                EventFactory.mailboxAdded()
                                        .randomEventId()
                                        .user(arrived.delivery().user())
                                        .sessionId(nobody)
                                        .mailboxId(mailbox)
                                        .mailboxPath(arrived.path())
                                        .build(),
                                key)
                        .block();
            }
            eventBus.dispatch(
                            EventFactory.added()
                                    .randomEventId()
                                    .user(arrived.delivery().user())
                                    .sessionId(nobody)
                                    .mailboxId(mailbox)
                                    .mailboxPath(arrived.path())
                                    .addMetaData(row.metaData())
                                    .isDelivery(true)
                                    .build(),
                            key)
                    .block();
        }
    }
}
