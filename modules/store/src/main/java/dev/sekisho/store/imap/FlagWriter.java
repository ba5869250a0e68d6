// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
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

        /** The last of those that were found; 0 if none was. */
        long lastUid() {
            return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).uid();
        }
    }

    /**
     * Changes a portion of a mailbox that is locked.
     *
     * @param uids all that are to be changed
     * @param page which of them this portion is
     */
    static Portion apply(
            Sql sql,
            long mailbox,
            UidSet uids,
            UidPages page,
            FlagChange change,
            StoredFlags stored,
            OptionalLong unchangedSince) {
        List<Row> rows = sql.query(
                "SELECT m.uid, m.modseq, m.flags, m.keywords FROM " + page.source() + page.condition(),
                row -> {
                    FlagColumns before = new FlagColumns(row.integer(3), row.text(4));
                    boolean isKept = unchangedSince.isPresent() && row.number(2) > unchangedSince.getAsLong();
                    return new Row(
                            row.number(1), row.number(2), before, isKept ? before : after(before, change, stored));
                },
                page.parameters(mailbox));
        UidSet.Builder unchanged = new UidSet.Builder();
        rows.stream()
                .filter(row -> unchangedSince.isPresent() && row.modSeq() > unchangedSince.getAsLong())
                .forEach(row -> unchanged.add(row.uid()));
        return new Portion(rows, unchanged.build(), write(sql, mailbox, uids, rows));
    }

    private static FlagColumns after(FlagColumns before, FlagChange change, StoredFlags stored) {
        MessageFlags flags = change.applyTo(MessageQuery.flags(before.bits(), before.keywords()));
        return stored.columns(flags, before.bits() & FlagColumns.RECENT);
    }

    private static long write(Sql sql, long mailbox, UidSet uids, List<Row> rows) {
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
                runs(rows, uids, mailbox, modSeq));
        return modSeq;
    }

    /** Rows that follow each other in one range and get the same flags are one statement's. */
    private static List<@Nullable Object[]> runs(List<Row> rows, UidSet uids, long mailbox, long modSeq) {
        List<@Nullable Object[]> runs = new ArrayList<>();
        int from = 0;
        int range = 0;
        for (int i = 1; i <= rows.size(); i++) {
            Row first = rows.get(from);
            while (uids.range(range).last() < first.uid()) {
                range++;
            }
            boolean goesOn = i < rows.size()
                    && rows.get(i).uid() <= uids.range(range).last()
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
