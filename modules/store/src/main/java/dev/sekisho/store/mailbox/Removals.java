// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox;

import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** Removes messages within a unit of work. */
final class Removals {

    /** So many messages are removed in one unit, so that others get their turn. */
    static final int MOST = 500;

    private Removals() {}

    /**
     * Removes messages of one mailbox, and the bodies that nothing else refers to.
     *
     * @return what was there of them
     */
    static List<MessageRow> remove(Sql sql, Bodies bodies, long mailbox, List<MessageTable.Uids> uids) {
        if (!MailboxTable.lock(sql, mailbox)) {
            return List.of();
        }
        List<MessageRow> removed = take(sql, mailbox, uids);
        removed.forEach(row -> bodies.release(sql, row.body()));
        return removed;
    }

    /** As {@link #remove}, from a mailbox that is locked, leaving the bodies to the caller. */
    static List<MessageRow> take(Sql sql, long mailbox, List<MessageTable.Uids> uids) {
        List<MessageRow> removed = new ArrayList<>();
        for (MessageTable.Uids range : uids) {
            removed.addAll(MessageTable.delete(sql, mailbox, range));
        }
        if (!removed.isEmpty()) {
            MailboxCount gone = removed.stream().map(MailboxCount::of).reduce(MailboxCount.ZERO, MailboxCount::plus);
            MailboxTable.count(sql, mailbox, gone.negated());
        }
        return removed;
    }
}
