// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.mailbox.table.MessageTable.Uids;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code expunged}, but for the reading of changes. */
public final class ExpungedTable {

    private ExpungedTable() {}

    /** Notes that these UIDs, which are in their order, were expunged from a mailbox that is locked. */
    public static void insert(Sql sql, long mailbox, long modSeq, List<Long> uids, Instant now) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Uids range : ranges(uids)) {
            rows.add(new @Nullable Object[] {mailbox, modSeq, range.first(), range.last(), now});
        }
        sql.updateAll(
                "INSERT INTO expunged (mailbox_id, modseq, first_uid, last_uid, removed) VALUES (?, ?, ?, ?, ?)", rows);
    }

    private static List<Uids> ranges(List<Long> uids) {
        List<Uids> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= uids.size(); i++) {
            if (i == uids.size() || uids.get(i) != uids.get(i - 1) + 1) {
                ranges.add(new Uids(uids.get(from), uids.get(i - 1)));
                from = i;
            }
        }
        return ranges;
    }

    /** Mailboxes that have rows from before this moment. */
    public static List<Long> mailboxesWithRowsBefore(Sql sql, Instant moment, int most) {
        return sql.query(
                "SELECT DISTINCT mailbox_id FROM expunged WHERE removed < ? LIMIT ?",
                row -> row.number(1),
                moment,
                most);
    }

    /** Mailboxes that have more rows than that. */
    public static List<Long> mailboxesWithMoreRowsThan(Sql sql, long rows) {
        return sql.query(
                "SELECT mailbox_id FROM expunged GROUP BY mailbox_id HAVING COUNT(*) > ?", row -> row.number(1), rows);
    }

    /** The modification sequence of the row that so many later ones follow; 0 if there are not so many. */
    public static long modSeqBehind(Sql sql, long mailbox, long rows) {
        return sql.first(
                        "SELECT modseq FROM expunged WHERE mailbox_id = ? ORDER BY modseq DESC LIMIT 1 OFFSET ?",
                        row -> row.number(1),
                        mailbox,
                        rows)
                .orElse(0L);
    }

    /** The highest modification sequence of a row from before this moment; 0 if there is none. */
    public static long modSeqBefore(Sql sql, long mailbox, Instant moment) {
        return sql.number(
                "SELECT COALESCE(MAX(modseq), 0) FROM expunged WHERE mailbox_id = ? AND removed < ?", mailbox, moment);
    }

    /** Forgets what was expunged up to this modification sequence from a mailbox that is locked. */
    public static void forget(Sql sql, long mailbox, long modSeq) {
        sql.update("DELETE FROM expunged WHERE mailbox_id = ? AND modseq <= ?", mailbox, modSeq);
        sql.update(
                "UPDATE mailboxes SET expunged_from = ? WHERE id = ? AND expunged_from < ?", modSeq, mailbox, modSeq);
    }
}
