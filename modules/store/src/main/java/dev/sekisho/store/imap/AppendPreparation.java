// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.NewMessage;
import dev.sekisho.store.mailbox.change.NewSummary;
import dev.sekisho.store.mailbox.delivery.HeaderEnd;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mailbox.model.MessageId;

/** Reads messages that are to be appended once, before the unit of work that brings them. */
final class AppendPreparation {
    private final BodyStore bodies;
    private final MessageId.Factory messageIds;
    private final Clock clock;

    AppendPreparation(BodyStore bodies, MessageId.Factory messageIds, Clock clock) {
        this.bodies = bodies;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /** A message with what was found out about it. */
    record Prepared(NewMailboxMessage message, SqlMessageId id, NewSummary summary, long headerOctets, long saved) {
        MessageFlags flags() {
            return message.flags();
        }

        MailboxTotals totals() {
            return new MailboxTotals(
                    1, flags().has(SystemFlag.SEEN) ? 0 : 1, message.body().size());
        }

        NewMessage toRow(StoredFlags stored) {
            return new NewMessage(
                    stored.columns(flags()).recent(),
                    headerOctets,
                    new MessageRow.Dates(message.internalDate().toEpochMilli(), saved),
                    new MessageRow.Ids(id, id),
                    message.body(),
                    "",
                    null);
        }

        void keepSummary(Sql sql, long body) {
            summary.keep(sql, body);
        }
    }

    List<Prepared> of(List<NewMailboxMessage> messages) {
        List<Prepared> prepared = new ArrayList<>(messages.size());
        for (NewMailboxMessage message : messages) {
            prepared.add(new Prepared(
                    message,
                    (SqlMessageId) messageIds.generate(),
                    NewSummary.of(bodies, message.body()),
                    headerOctets(message),
                    clock.millis()));
        }
        return prepared;
    }

    private long headerOctets(NewMailboxMessage message) {
        try (InputStream octets = bodies.open(message.body())) {
            return HeaderEnd.of(octets);
        } catch (IOException e) {
            throw e.getCause() instanceof StoreException failure
                    ? failure
                    : new StoreException("a message that is to be appended cannot be read", e);
        }
    }
}
