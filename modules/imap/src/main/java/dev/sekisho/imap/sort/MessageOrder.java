// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of SORT (RFC 5256 3): by each criterion in turn, at last by number, which REVERSE does not turn. */
public final class MessageOrder implements Comparator<SortableMessage> {
    private final List<SortCriterion> criteria;

    /** The order of these criteria, of which the first counts most. */
    public MessageOrder(List<SortCriterion> criteria) {
        this.criteria = List.copyOf(criteria);
    }

    /** The numbers of messages in this order. */
    public long[] sorted(Collection<? extends SortableMessage> messages) {
        return messages.stream().sorted(this).mapToLong(SortableMessage::number).toArray();
    }

    @Override
    public int compare(SortableMessage left, SortableMessage right) {
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            int order = key.comparesTexts()
                    ? compareCodePoints(left.text(key), right.text(key))
                    : Long.compare(left.quantity(key), right.quantity(key));
            if (order != 0) {
                return criterion.reverse() ? -order : order;
            }
        }
        return Long.compare(left.number(), right.number());
    }

    /** The order of UTF-8's octets (RFC 5051 2), which that of UTF-16 is not where there are surrogates. */
    private static int compareCodePoints(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean bothOrNone = Character.isSurrogate(l) == Character.isSurrogate(r);
                return bothOrNone ? Character.compare(l, r) : Character.isSurrogate(l) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
