// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Sql;
import java.util.List;
import org.apache.james.mailbox.model.UpdatedFlags;

/** Takes the flag {@code \Recent} away, which the first session to see a message does (RFC 3501 2.3.2). */
public final class RecentFlagRemoval {

    private RecentFlagRemoval() {}

    /** @return the messages that were recent, as changed; as many as {@code most} means that there may be more */
    public static List<UpdatedFlags> reset(Sql sql, long mailbox, int most) {
        if (!MailboxTable.lock(sql, mailbox)) {
            return List.of();
        }
        List<MessageRow> rows = MessageTable.recent(sql, mailbox, most);
        List<UpdatedFlags> updated = FlagUpdate.apply(sql, mailbox, rows, FlagColumns::notRecent);
        long below = rows.size() == most
                ? rows.get(most - 1).uid() + 1
                : MailboxTable.last(sql, mailbox).map(place -> place.uid() + 1).orElse(1L);
        MailboxTable.raiseRecentFrom(sql, mailbox, below);
        return updated;
    }
}
