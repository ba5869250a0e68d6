// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a set of UIDs page by page: which ranges the next question is about. A question is about one long range, of which it reads
 * the beginning, or about several short ones, which have no more UIDs than a page has rows. For one thread.
 */
final class UidPages {

    /** So many ranges are asked for in one question. */
    private static final int MOST_RANGES = 64;

    private static final String ORDER = " ORDER BY m.uid LIMIT ?";

    private final UidSet uids;
    private final int rows;

    /** The range that is next, and where in it. */
    private int range;

    private long from;

    UidPages(UidSet uids, int rows) {
        this.uids = uids;
        this.rows = rows;
        goTo(0);
    }

    boolean isAtEnd() {
        return range >= uids.rangeCount();
    }

    /** The table {@code m}; with several ranges, they are joined to it. Their number is rounded up, so that there are few different statements. */
    String source() {
        return count() == 1
                ? "messages m"
                : "(VALUES (?, ?)" + ", (?, ?)".repeat(rounded() - 1) + ") AS r CROSS JOIN messages m";
    }

    /** The condition on {@code m}, and the page's order and length. */
    String condition() {
        return count() == 1
                ? " WHERE m.uid BETWEEN ? AND ? AND m.mailbox_id = ?" + ORDER
                : " WHERE m.mailbox_id = ? AND m.uid BETWEEN r.column1 AND r.column2" + ORDER;
    }

    /** The parameters of {@link #source} and {@link #condition}. Ranges that only fill up are empty. */
    @Nullable
    Object[] parameters(long mailbox) {
        int count = count();
        int rounded = rounded();
        List<@Nullable Object> parameters = new ArrayList<>(2 * rounded + 2);
        for (int i = 0; i < rounded; i++) {
            if (i < count) {
                UidSet.Range each = uids.range(range + i);
                parameters.add(i == 0 ? from : each.first());
                parameters.add(each.last());
            } else {
                parameters.add(0L);
                parameters.add(-1L);
            }
        }
        parameters.add(mailbox);
        parameters.add(rows);
        return parameters.toArray();
    }

    /** How many ranges the question is about. */
    private int count() {
        long total = uids.range(range).last() - from + 1;
        int count = 1;
        while (count < MOST_RANGES && range + count < uids.rangeCount()) {
            UidSet.Range next = uids.range(range + count);
            total += next.last() - next.first() + 1;
            if (total > rows) {
                break;
            }
            count++;
        }
        return count;
    }

    private int rounded() {
        int count = count();
        return count == 1 ? 1 : count <= 8 ? 8 : MOST_RANGES;
    }

    /** To be called with what the question has found. */
    void advance(int found, long lastUid) {
        int count = count();
        if (found == rows && lastUid < uids.range(range + count - 1).last()) {
            from = lastUid + 1;
        } else {
            goTo(range + count);
        }
    }

    private void goTo(int next) {
        range = next;
        from = isAtEnd() ? 0 : uids.range(next).first();
    }
}
