// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.ExpungedTable;
import dev.sekisho.store.mailbox.table.FlagColumns;
import dev.sekisho.store.mailbox.table.MailboxKeywordTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies and moves rows between mailboxes within a unit of work, without reading more of them than UIDs, flags and sizes. Bodies stay where they
 * are.
 */
final class MessagePlacement {

    private static final String COPY =
            "INSERT INTO messages (mailbox_id, uid, modseq, flags, keywords, octets, header_octets,"
                    + " arrived, saved, message_id, thread_id, body_id, prefix, properties) SELECT ?, uid + ?, ?, flags | "
                    + FlagColumns.RECENT
                    + ", keywords, octets, header_octets, arrived, ?, message_id, thread_id, body_id, prefix,"
                    + " properties FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ?";

    private MessagePlacement() {}

    /** What is there of the messages that are to be copied. */
    private static final class Found {
        final UidSet.Builder uids = new UidSet.Builder();
        final Set<FlagColumns> keywords = new HashSet<>();
        MailboxTotals totals = MailboxTotals.ZERO;

        void add(long uid, FlagColumns flags, long octets) {
            uids.add(uid);
            keywords.add(new FlagColumns(0, flags.keywords()));
            totals = totals.plus(new MailboxTotals(1, flags.isSeen() ? 0 : 1, octets));
        }
    }

    /** Locks mailboxes in the order of their ids, so that two units do not wait for each other. @return those that are there */
    static List<Long> lock(Sql sql, long... mailboxes) {
        return Stream.of(java.util.Arrays.stream(mailboxes).boxed().toArray(Long[]::new))
                .distinct()
                .sorted()
                .filter(mailbox -> MailboxTable.lock(sql, mailbox))
                .toList();
    }

    /**
     * Copies messages between mailboxes that are locked.
     *
     * @param hasRoom whether the messages may come; asked if there are some
     * @return where they have come to; empty if they may not
     */
    static Optional<PlacedMessages> copy(Sql sql, long from, UidSet uids, long to, Predicate<MailboxTotals> hasRoom) {
        Found found = find(sql, from, uids);
        return found.totals.messages() == 0 || hasRoom.test(found.totals)
                ? Optional.of(copy(sql, from, found, to))
                : Optional.empty();
    }

    /** Moves messages between mailboxes that are locked. */
    static PlacedMessages move(Sql sql, long from, UidSet uids, long to) {
        Found found = find(sql, from, uids);
        PlacedMessages placed = copy(sql, from, found, to);
        remove(sql, from, placed.source(), found.totals);
        return placed;
    }

    private static Found find(Sql sql, long from, UidSet uids) {
        Found found = new Found();
        for (UidSet.Range range : uids.ranges()) {
            sql.forEach(
                    "SELECT uid, flags, keywords, octets FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ? ORDER BY uid",
                    row -> {
                        found.add(row.number(1), new FlagColumns(row.integer(2), row.text(3)), row.number(4));
                        return true;
                    },
                    unused -> {},
                    from,
                    range.first(),
                    range.last());
        }
        return found;
    }

    private static PlacedMessages copy(Sql sql, long from, Found found, long to) {
        UidSet source = found.uids.build();
        long uidValidity = MailboxStateQuery.uidValidity(sql, to).orElseThrow();
        if (source.isEmpty()) {
            long modSeq = MailboxTable.last(sql, to).orElseThrow().modSeq();
            return new PlacedMessages(new MailboxId(to), uidValidity, source, source, MailboxStateQuery.modSeq(modSeq));
        }
        MailboxTable.Place last = MailboxTable.reserve(sql, to, found.totals).orElseThrow();
        long first = last.uid() - source.size() + 1;
        copyRanges(sql, from, source, to, first, last.modSeq());
        MailboxKeywordTable.remember(sql, to, found.keywords);
        return new PlacedMessages(
                new MailboxId(to), uidValidity, source, UidSet.range(first, last.uid()), last.modSeq());
    }

    /** Every UID of a range is a message's, so the new ones follow each other as the old ones do. */
    private static void copyRanges(Sql sql, long from, UidSet source, long to, long firstUid, long modSeq) {
        Instant now = Instant.now();
        List<@Nullable Object[]> ranges = new ArrayList<>(source.rangeCount());
        long next = firstUid;
        for (UidSet.Range range : source.ranges()) {
            ranges.add(
                    new @Nullable Object[] {to, next - range.first(), modSeq, now, from, range.first(), range.last()});
            next += range.last() - range.first() + 1;
        }
        sql.updateAll(COPY, ranges);
    }

    private static void remove(Sql sql, long from, UidSet source, MailboxTotals totals) {
        if (source.isEmpty()) {
            return;
        }
        long modSeq = MailboxTable.count(sql, from, totals.negated()).orElseThrow();
        List<@Nullable Object[]> ranges = new ArrayList<>(source.rangeCount());
        for (UidSet.Range range : source.ranges()) {
            ranges.add(new @Nullable Object[] {from, range.first(), range.last()});
        }
        sql.updateAll("DELETE FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ?", ranges);
        List<Long> uids = new ArrayList<>();
        source.forEach(uids::add);
        ExpungedTable.insert(sql, from, modSeq, uids, Instant.now());
    }
}
