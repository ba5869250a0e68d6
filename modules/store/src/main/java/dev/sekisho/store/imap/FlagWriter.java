// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Changes the flags of one portion of messages within a unit of work, with as few statements as there are runs of equal flags. */
final class FlagWriter {

    private FlagWriter() {}

    /** A row's flags as they are, and as they are to be. */
    record Row(long uid, long modSeq, FlagColumns before, FlagColumns after) {
        boolean isChanged() {
            return !before.equals(after);
        }

        MessageFlags flags() {
            return MessageQuery.flags(after.bits(), after.keywords());
        }
    }

    /**
     * What a portion has come to.
     *
     * @param rows those that were found, in the order of UIDs
     * @param unchanged those that the condition has kept
     * @param modSeq of those that have changed
     */
    record Portion(List<Row> rows, UidSet unchanged, long modSeq) {
        static final Portion NONE = new Portion(List.of(), UidSet.EMPTY, 0);

        UidSet uids() {
            return UidSet.of(rows.stream().mapToLong(Row::uid).toArray());
        }

        /** Tells of each row that has changed, and which modification sequence it had before. */
        void tellChanged(ObjLongConsumer<FlagState> changed) {
            for (Row row : rows) {
                if (row.isChanged()) {
                    changed.accept(new FlagState(row.uid(), modSeq, row.flags()), row.modSeq());
                }
            }
        }

        /** What is left of the range of which so many rows at most were changed. */
        Optional<UidSet.Range> left(UidSet.Range range, int most) {
            long last = rows.size() < most ? range.last() : rows.get(most - 1).uid();
            return last < range.last() ? Optional.of(new UidSet.Range(last + 1, range.last())) : Optional.empty();
        }
    }

    /**
     * Changes a portion of a mailbox that is locked.
     *
     * @param most so many rows at most
     */
    static Portion apply(
            Sql sql,
            long mailbox,
            UidSet.Range uids,
            int most,
            FlagChange change,
            StoredFlags stored,
            OptionalLong unchangedSince) {
        List<Row> rows = sql.query(
                "SELECT uid, modseq, flags, keywords FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ?"
                        + " ORDER BY uid LIMIT ?",
                row -> {
                    FlagColumns before = new FlagColumns(row.integer(3), row.text(4));
                    boolean isKept = unchangedSince.isPresent() && row.number(2) > unchangedSince.getAsLong();
                    return new Row(
                            row.number(1), row.number(2), before, isKept ? before : after(before, change, stored));
                },
                mailbox,
                uids.first(),
                uids.last(),
                most);
        UidSet.Builder unchanged = new UidSet.Builder();
        rows.stream()
                .filter(row -> unchangedSince.isPresent() && row.modSeq() > unchangedSince.getAsLong())
                .forEach(row -> unchanged.add(row.uid()));
        return new Portion(rows, unchanged.build(), write(sql, mailbox, rows));
    }

    private static FlagColumns after(FlagColumns before, FlagChange change, StoredFlags stored) {
        MessageFlags flags = change.applyTo(MessageQuery.flags(before.bits(), before.keywords()));
        return stored.columns(flags, before.bits() & FlagColumns.RECENT);
    }

    private static long write(Sql sql, long mailbox, List<Row> rows) {
        long seen = 0;
        List<FlagColumns> changed = new ArrayList<>();
        for (Row row : rows) {
            if (row.isChanged()) {
                changed.add(row.after());
                seen += (row.after().isSeen() ? 1 : 0) - (row.before().isSeen() ? 1 : 0);
            }
        }
        if (changed.isEmpty()) {
            return 0;
        }
        long modSeq =
                MailboxTable.count(sql, mailbox, new MailboxTotals(0, -seen, 0)).orElseThrow();
        MailboxKeywordTable.remember(sql, mailbox, changed.stream().distinct().toList());
        sql.updateAll(
                "UPDATE messages SET flags = ?, keywords = ?, modseq = ? WHERE mailbox_id = ? AND uid BETWEEN ? AND ?",
                runs(rows, mailbox, modSeq));
        return modSeq;
    }

    /** Rows that follow each other in the mailbox and get the same flags are one statement's. */
    private static List<@Nullable Object[]> runs(List<Row> rows, long mailbox, long modSeq) {
        List<@Nullable Object[]> runs = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= rows.size(); i++) {
            Row first = rows.get(from);
            boolean goesOn = i < rows.size()
                    && rows.get(i).isChanged() == first.isChanged()
                    && rows.get(i).after().equals(first.after());
            if (!goesOn) {
                if (first.isChanged()) {
                    runs.add(new @Nullable Object[] {
                        first.after().bits(),
                        first.after().keywords(),
                        modSeq,
                        mailbox,
                        first.uid(),
                        rows.get(i - 1).uid()
                    });
                }
                from = i;
            }
        }
        return runs;
    }
}
