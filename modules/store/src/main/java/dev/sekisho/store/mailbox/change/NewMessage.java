// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.KeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMessageId;
import dev.sekisho.store.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to come into a mailbox; {@link MessageRow} says what the parts mean.
 *
 * @param body its bytes, or the body of a message that the store has already
 * @param prefix header lines to stand before it
 */
public record NewMessage(
        FlagColumns flags,
        long headerOctets,
        long arrived,
        long saved,
        SqlMessageId messageId,
        SqlMessageId threadId,
        UnattachedBody body,
        String prefix,
        @Nullable String properties) {

    /** One more reference to the body of a message that is there. */
    public static NewMessage copyOf(MessageRow row, FlagColumns flags, long saved) {
        return new NewMessage(
                flags,
                row.headerOctets(),
                row.arrived(),
                saved,
                row.messageId(),
                row.threadId(),
                new UnattachedBody.Known(row.body(), row.octets() - length(row.prefix())),
                row.prefix(),
                row.properties());
    }

    MailboxTotals count() {
        return new MailboxTotals(1, flags.isSeen() ? 0 : 1, octets());
    }

    private long octets() {
        return body.size() + length(prefix);
    }

    public static int length(String prefix) {
        return prefix.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Puts it behind all others. The body goes first, so that a mailbox is not locked while bytes travel to the server.
     *
     * @return its row; empty if there is no such mailbox
     */
    public Optional<MessageRow> append(Sql sql, long mailbox) {
        long bodyId = body.attach(sql);
        return MailboxTable.reserve(sql, mailbox, count()).map(place -> insert(sql, mailbox, place, bodyId));
    }

    /** Puts it at a place that its bringer has chosen. */
    public Optional<MessageRow> append(Sql sql, long mailbox, MailboxTable.Place place) {
        long bodyId = body.attach(sql);
        return MailboxTable.admit(sql, mailbox, place, count())
                ? Optional.of(insert(sql, mailbox, place, bodyId))
                : Optional.empty();
    }

    private MessageRow insert(Sql sql, long mailbox, MailboxTable.Place place, long bodyId) {
        MessageRow row = new MessageRow(
                mailbox,
                place.uid(),
                place.modSeq(),
                flags,
                octets(),
                headerOctets,
                arrived,
                saved,
                messageId,
                threadId,
                bodyId,
                prefix,
                properties);
        MessageTable.insert(sql, row);
        KeywordTable.remember(sql, mailbox, List.of(flags));
        return row;
    }
}
