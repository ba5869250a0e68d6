// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.james.core.Username;

/** The SQL of the table {@code mailboxes} that reads its counters for IMAP. */
final class MailboxStateQuery {

    private MailboxStateQuery() {}

    private static String select(Sql sql) {
        return "SELECT b.id, b.uid_validity, b.last_uid, b.modseq, b.messages, b.unseen,"
                + " (SELECT COUNT(*)" + deleted(sql) + ", (SELECT COALESCE(SUM(d.octets), 0)" + deleted(sql) + ","
                + " (SELECT COUNT(*) FROM messages r WHERE r.mailbox_id = b.id AND r.uid >= b.recent_from"
                + " AND (r.flags & 16) <> 0), b.octets FROM mailboxes b WHERE b." + MailboxTable.IS_THERE;
    }

    private static String deleted(Sql sql) {
        return " FROM messages AS d" + sql.dialect().by("messages_deleted")
                + " WHERE d.mailbox_id = b.id AND (d.flags & 2) <> 0)";
    }

    static Optional<MailboxStatus> status(Sql sql, MailboxId mailbox) {
        return sql.first(select(sql) + " AND b.id = ?", MailboxStateQuery::read, mailbox.value());
    }

    static List<MailboxStatus> statuses(Sql sql, Username owner) {
        return sql.query(select(sql) + " AND b.owner = ?", MailboxStateQuery::read, owner.asString());
    }

    private static MailboxStatus read(ResultRow row) throws SQLException {
        return new MailboxStatus(
                new MailboxId(row.number(1)),
                row.number(2),
                row.number(3) + 1,
                modSeq(row.number(4)),
                new MailboxCounts(
                        row.number(5), row.number(6), row.number(7), row.number(9), row.number(10), row.number(8)));
    }

    /** A mailbox in which nothing has changed yet has 1 (RFC 7162 7). */
    static long modSeq(long stored) {
        return Math.max(1, stored);
    }

    /** Opens a mailbox with three questions, whatever is in it. */
    static Optional<OpenMailbox> open(Sql sql, MailboxId mailbox) {
        return sql.first(
                        "SELECT uid_validity, last_uid, modseq, messages, recent_from FROM mailboxes WHERE id = ? AND "
                                + MailboxTable.IS_THERE,
                        row -> new OpenMailbox(
                                mailbox,
                                row.number(1),
                                row.number(2) + 1,
                                modSeq(row.number(3)),
                                row.number(4),
                                row.number(5),
                                List.of()),
                        mailbox.value())
                .map(state -> new OpenMailbox(
                        mailbox,
                        state.uidValidity(),
                        state.uidNext(),
                        state.highestModSeq(),
                        state.messages(),
                        state.recentFrom(),
                        MailboxKeywordTable.all(sql, mailbox.value())));
    }

    /** The UID from which messages are recent, if it is not beyond {@code last}. */
    static OptionalLong firstRecent(Sql sql, MailboxId mailbox, long last) {
        return sql.first(
                        "SELECT recent_from FROM mailboxes WHERE id = ? AND recent_from <= ?",
                        row -> row.number(1),
                        mailbox.value(),
                        last)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    static Optional<Long> uidValidity(Sql sql, long mailbox) {
        return sql.first("SELECT uid_validity FROM mailboxes WHERE id = ?", row -> row.number(1), mailbox);
    }

    /** The modification sequences of mailboxes, at most so many; those that are no more are left out. */
    static Map<Long, Long> modSeqs(Sql sql, List<Long> mailboxes, int most) {
        // One statement for one mailbox, one for several: the last is repeated to fill up.
        int places = mailboxes.size() == 1 ? 1 : most;
        Object[] ids = new Object[places];
        for (int i = 0; i < places; i++) {
            ids[i] = mailboxes.get(Math.min(i, mailboxes.size() - 1));
        }
        Map<Long, Long> found = new HashMap<>();
        sql.forEach(
                "SELECT id, modseq FROM mailboxes WHERE id IN (?" + ", ?".repeat(places - 1) + ") AND "
                        + MailboxTable.IS_THERE,
                row -> Map.entry(row.number(1), modSeq(row.number(2))),
                entry -> found.put(entry.getKey(), entry.getValue()),
                ids);
        return found;
    }
}
