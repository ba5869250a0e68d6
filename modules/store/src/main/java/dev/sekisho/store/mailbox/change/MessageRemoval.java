// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.change;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.table.AnnotationTable;
import dev.sekisho.store.mailbox.table.ExpungedTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Removes messages within a unit of work. */
public final class MessageRemoval {

    /** So many messages are removed in one unit, so that others get their turn. */
    public static final int MOST = 500;

    private MessageRemoval() {}

    /**
     * Removes messages of one mailbox, and the bodies that nothing else refers to.
     *
     * @return what was there of them
     */
    public static List<MessageRow> remove(Sql sql, BodyStore bodies, long mailbox, List<MessageTable.Uids> uids) {
        if (!MailboxTable.lock(sql, mailbox)) {
            return List.of();
        }
        List<MessageRow> removed = take(sql, mailbox, uids);
        removed.forEach(row -> bodies.release(sql, row.content().body()));
        return removed;
    }

    /**
     * Removes a mailbox: nobody finds it any more when the first unit is done, which also removes the first portion of its messages. To be called
     * again, in further units, until there is nothing more to do.
     *
     * @return whether there is
     */
    public static boolean mailbox(Sql sql, BodyStore bodies, long mailbox) {
        if (!MailboxTable.lockEvenIfRetired(sql, mailbox)) {
            return false;
        }
        MailboxTable.retire(sql, mailbox);
        List<MessageRow> some = MessageTable.page(sql, mailbox, MessageTable.Uids.ALL, MOST);
        if (!some.isEmpty()) {
            MessageTable.Uids uids =
                    new MessageTable.Uids(1, some.get(some.size() - 1).uid());
            MessageTable.delete(sql, mailbox, uids)
                    .forEach(row -> bodies.release(sql, row.content().body()));
        }
        if (some.size() == MOST) {
            return true;
        }
        AnnotationTable.deleteAll(sql, mailbox);
        MailboxTable.delete(sql, mailbox);
        return false;
    }

    /** As {@link #remove}, from a mailbox that is locked, leaving the bodies to the caller. */
    public static List<MessageRow> take(Sql sql, long mailbox, List<MessageTable.Uids> uids) {
        List<MessageRow> removed = new ArrayList<>();
        for (MessageTable.Uids range : uids) {
            removed.addAll(MessageTable.delete(sql, mailbox, range));
        }
        if (!removed.isEmpty()) {
            MailboxTotals gone =
                    removed.stream().map(MailboxTotals::of).reduce(MailboxTotals.ZERO, MailboxTotals::plus);
            long modSeq = MailboxTable.count(sql, mailbox, gone.negated())
                    .orElseThrow(() -> new IllegalStateException("the mailbox was not locked"));
            ExpungedTable.insert(
                    sql,
                    mailbox,
                    modSeq,
                    removed.stream().map(MessageRow::uid).sorted().toList(),
                    Instant.now());
        }
        return removed;
    }
}
