// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        MessageRow.Dates dates,
        MessageRow.Ids ids,
        UnattachedBody body,
        String prefix,
        @Nullable String properties) {

    /** One more reference to the body of a message that is there. */
    public static NewMessage copyOf(MessageRow row, FlagColumns flags, long saved) {
        return new NewMessage(
                flags,
                row.size().headerOctets(),
                new MessageRow.Dates(row.dates().arrived(), saved),
                row.ids(),
                new UnattachedBody.Known(
                        row.content().body(),
                        row.octets() - length(row.content().prefix())),
                row.content().prefix(),
                row.content().properties());
    }

    MailboxTotals count() {
        return new MailboxTotals(1, flags.isSeen() ? 0 : 1, octets());
    }

    private long octets() {
        return body.size() + length(prefix);
    }

    /** The octets of header lines. */
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

    /** Puts several behind all others, one after the other, in a mailbox that is locked; they have one modification sequence. */
    public static List<MessageRow> appendAll(Sql sql, long mailbox, List<NewMessage> messages) {
        List<Long> bodyIds =
                messages.stream().map(each -> each.body().attach(sql)).toList();
        MailboxTotals totals = messages.stream().map(NewMessage::count).reduce(MailboxTotals.ZERO, MailboxTotals::plus);
        MailboxTable.Place last = MailboxTable.reserve(sql, mailbox, totals)
                .orElseThrow(() -> new IllegalStateException("the mailbox was not locked"));
        List<MessageRow> rows = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            MailboxTable.Place place = last.before(messages.size() - 1L - i);
            rows.add(messages.get(i).insert(sql, mailbox, place, bodyIds.get(i)));
        }
        return rows;
    }

    private MessageRow insert(Sql sql, long mailbox, MailboxTable.Place place, long bodyId) {
        MessageRow row = new MessageRow(
                mailbox,
                place,
                flags,
                new MessageRow.Size(octets(), headerOctets),
                dates,
                ids,
                new MessageRow.Content(bodyId, prefix, properties));
        MessageTable.insert(sql, row);
        MailboxKeywordTable.remember(sql, mailbox, List.of(flags));
        return row;
    }
}
