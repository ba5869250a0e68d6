// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession.SessionId;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.event.EventFactory;

/** Tells James' event bus of what has been committed. Nothing of the store depends on it. */
final class BusEvents {

    /** So many messages are in one event. */
    private static final int MOST = 500;

    private static final SessionId NOBODY = SessionId.of(0);

    private final Database database;
    private final EventBus eventBus;

    BusEvents(Database database, EventBus eventBus) {
        this.database = database;
        this.eventBus = eventBus;
    }

    void added(PlacedMessages placed) {
        mailbox(placed.to()).ifPresent(mailbox -> {
            for (UidSet.Range range : placed.uids().ranges()) {
                for (long from = range.first(); from <= range.last(); from += MOST) {
                    MessageTable.Uids some = new MessageTable.Uids(from, Math.min(range.last(), from + MOST - 1));
                    added(
                            mailbox,
                            database.read(
                                    sql -> MessageTable.page(sql, placed.to().value(), some, MOST)));
                }
            }
        });
    }

    /** As the other, of messages whose rows are known. */
    void added(Mailbox mailbox, List<MessageRow> rows) {
        for (MessageRow row : rows) {
            dispatch(
                    mailbox,
                    EventFactory.added()
                            .randomEventId()
                            .user(owner(mailbox))
                            .sessionId(NOBODY)
                            .mailboxId(mailbox.getMailboxId())
                            .mailboxPath(mailbox.generateAssociatedPath())
                            .addMetaData(row.metaData())
                            .isDelivery(false)
                            .build());
        }
    }

    void expunged(MailboxId id, List<MessageRow> rows) {
        List<MessageMetaData> metaData = rows.stream().map(MessageRow::metaData).toList();
        mailbox(id)
                .filter(unused -> !rows.isEmpty())
                .ifPresent(mailbox -> dispatch(
                        mailbox,
                        EventFactory.expunged()
                                .randomEventId()
                                .user(owner(mailbox))
                                .sessionId(NOBODY)
                                .mailboxId(mailbox.getMailboxId())
                                .mailboxPath(mailbox.generateAssociatedPath())
                                .addMetaData(metaData)
                                .build()));
    }

    void flags(MailboxId id, FlagWriter.Portion portion) {
        List<UpdatedFlags> updated = new ArrayList<>();
        for (FlagWriter.Row row : portion.rows()) {
            if (row.isChanged()) {
                updated.add(UpdatedFlags.builder()
                        .uid(MessageUid.of(row.uid()))
                        .modSeq(ModSeq.of(portion.modSeq()))
                        .oldFlags(row.before().toFlags())
                        .newFlags(row.after().toFlags())
                        .build());
            }
        }
        if (updated.isEmpty()) {
            return;
        }
        mailbox(id)
                .ifPresent(mailbox -> dispatch(
                        mailbox,
                        EventFactory.flagsUpdated()
                                .randomEventId()
                                .user(owner(mailbox))
                                .sessionId(NOBODY)
                                .mailboxId(mailbox.getMailboxId())
                                .mailboxPath(mailbox.generateAssociatedPath())
                                .updatedFlags(updated)
                                .build()));
    }

    private Optional<Mailbox> mailbox(MailboxId id) {
        return database.read(sql -> MailboxLookup.byId(sql, id.value()));
    }

    private static Username owner(Mailbox mailbox) {
        return mailbox.getUser();
    }

    private void dispatch(Mailbox mailbox, Event event) {
        SqlMailboxId id = (SqlMailboxId) mailbox.getMailboxId();
        eventBus.dispatch(event, Set.of(new MailboxIdRegistrationKey(id))).block();
    }
}
