// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.ModSeq;
import org.apache.james.mailbox.model.UpdatedFlags;

/** Changes flags within a unit of work that has locked the mailbox. */
public final class FlagUpdate {

    private FlagUpdate() {}

    /**
     * Changes the flags of messages that were read after the mailbox was locked. Those that stay as they are keep their
     * modification sequence (RFC 7162).
     *
     * @return the result of each, in the same order
     */
    public static List<UpdatedFlags> apply(
            Sql sql, long mailbox, List<MessageRow> rows, UnaryOperator<FlagColumns> change) {
        List<MessageRow> after = rows.stream()
                .map(row -> row.withFlags(change.apply(row.flags()), row.modSeq()))
                .toList();
        long unseen = 0;
        List<MessageRow> changed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            FlagColumns before = rows.get(i).flags();
            if (!before.equals(after.get(i).flags())) {
                changed.add(after.get(i));
                unseen += (before.isSeen() ? 1 : 0) - (after.get(i).flags().isSeen() ? 1 : 0);
            }
        }
        return changed.isEmpty() ? results(rows, after) : results(rows, write(sql, mailbox, after, changed, unseen));
    }

    private static List<MessageRow> write(
            Sql sql, long mailbox, List<MessageRow> after, List<MessageRow> changed, long unseen) {
        long modSeq = MailboxTable.count(sql, mailbox, new MailboxTotals(0, unseen, 0))
                .orElseThrow(() -> new IllegalStateException("the mailbox was not locked"));
        MessageTable.updateFlags(
                sql,
                changed.stream().map(row -> row.withFlags(row.flags(), modSeq)).toList());
        MailboxKeywordTable.remember(
                sql, mailbox, changed.stream().map(MessageRow::flags).toList());
        changed.stream()
                .filter(row -> row.flags().has(FlagColumns.RECENT))
                .mapToLong(MessageRow::uid)
                .min()
                .ifPresent(uid -> MailboxTable.lowerRecentFrom(sql, mailbox, uid));
        Set<Long> uids = changed.stream().map(MessageRow::uid).collect(Collectors.toSet());
        return after.stream()
                .map(row -> uids.contains(row.uid()) ? row.withFlags(row.flags(), modSeq) : row)
                .toList();
    }

    private static List<UpdatedFlags> results(List<MessageRow> before, List<MessageRow> after) {
        List<UpdatedFlags> results = new ArrayList<>(before.size());
        for (int i = 0; i < before.size(); i++) {
            results.add(UpdatedFlags.builder()
                    .uid(MessageUid.of(before.get(i).uid()))
                    .messageId(before.get(i).ids().message())
                    .modSeq(ModSeq.of(after.get(i).modSeq()))
                    .oldFlags(before.get(i).flags().toFlags())
                    .newFlags(after.get(i).flags().toFlags())
                    .build());
        }
        return results;
    }
}
