// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a set of UIDs page by page: which ranges the next question is about. For one thread. */
final class UidPages {

    /** So many ranges are asked for in one question. */
    private static final int MOST_RANGES = 64;

    /** The condition on the UIDs of {@code m}, and the page's order and length. */
    static final String CONDITION =
            " WHERE m.mailbox_id = ? AND m.uid BETWEEN r.column1 AND r.column2 ORDER BY m.uid LIMIT ?";

    private final UidSet uids;
    private final int rows;

    /** The range that is next, and where in it. */
    private int range;

    private long from;

    UidPages(UidSet uids, int rows) {
        this.uids = uids;
        this.rows = rows;
        this.from = uids.isEmpty() ? 0 : uids.first();
    }

    boolean isAtEnd() {
        return range >= uids.rangeCount();
    }

    /**
     * The ranges that the next question is about, to be joined to as {@code r}; their number is rounded up, so that there are few different
     * statements.
     */
    String table() {
        return "(VALUES (?, ?)" + ", (?, ?)".repeat(rounded() - 1) + ") AS r";
    }

    /** The parameters of {@link #table} and {@link #CONDITION}. Ranges that only fill up are empty. */
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

    private int count() {
        return Math.min(MOST_RANGES, uids.rangeCount() - range);
    }

    private int rounded() {
        int count = count();
        return count == 1 ? 1 : count <= 8 ? 8 : MOST_RANGES;
    }

    /** To be called with what the question has found. */
    void advance(int found, long lastUid) {
        if (found < rows) {
            goTo(Math.min(uids.rangeCount(), range + MOST_RANGES));
            return;
        }
        int next = range;
        while (uids.range(next).last() < lastUid) {
            next++;
        }
        if (uids.range(next).last() == lastUid) {
            goTo(next + 1);
        } else {
            range = next;
            from = lastUid + 1;
        }
    }

    private void goTo(int next) {
        range = next;
        from = isAtEnd() ? 0 : uids.range(next).first();
    }
}
