// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of SORT (RFC 5256 3): by each criterion in turn, at last by number, which REVERSE does not turn. */
public final class MessageOrder implements Comparator<SortableMessage> {
    /** The order of texts: that of UTF-8's octets (RFC 5051 2). */
    public static final Comparator<String> TEXTS = MessageOrder::compareTexts;

    /** So many characters make a rank. */
    private static final int RANKED = Long.SIZE / Character.SIZE;

    private final List<SortCriterion> criteria;

    /** The order of these criteria, of which the first counts most. */
    public MessageOrder(List<SortCriterion> criteria) {
        this.criteria = List.copyOf(criteria);
    }

    /** The numbers of messages in this order. */
    public long[] sorted(Collection<? extends SortableMessage> messages) {
        return messages.stream()
                .map(message -> new Ranked(rank(message), message))
                .sorted(this::compareRanked)
                .mapToLong(ranked -> ranked.message().number())
                .toArray();
    }

    /**
     * A message with the beginning of what is compared first, which tells most messages apart.
     *
     * @param rank that of a message that comes first is lower; of equal ones all is to be compared
     */
    private record Ranked(long rank, SortableMessage message) {}

    private int compareRanked(Ranked left, Ranked right) {
        int order = Long.compare(left.rank(), right.rank());
        return order != 0 ? order : compare(left.message(), right.message());
    }

    private long rank(SortableMessage message) {
        if (criteria.isEmpty()) {
            return 0;
        }
        SortCriterion first = criteria.get(0);
        long rank = first.key().comparesTexts() ? rank(message.text(first.key())) : message.quantity(first.key());
        // What is more than its complement is less: -1 - rank, which has no overflow.
        return first.reverse() ? ~rank : rank;
    }

    /** The first characters, each in the place that it has in the order of UTF-8's octets. */
    private static long rank(String text) {
        long rank = 0;
        for (int i = 0; i < RANKED; i++) {
            rank = rank << Character.SIZE | (i < text.length() ? place(text.charAt(i)) : 0);
        }
        return rank + Long.MIN_VALUE;
    }

    /** Surrogates, which are characters beyond all others, come behind those that have higher numbers. */
    private static int place(char character) {
        if (Character.isSurrogate(character)) {
            return character + (Character.MAX_VALUE - Character.MAX_SURROGATE);
        }
        int surrogates = Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1;
        return character > Character.MAX_SURROGATE ? character - surrogates : character;
    }

    @Override
    public int compare(SortableMessage left, SortableMessage right) {
        for (SortCriterion criterion : criteria) {
            SortKey key = criterion.key();
            int order = key.comparesTexts()
                    ? TEXTS.compare(left.text(key), right.text(key))
                    : Long.compare(left.quantity(key), right.quantity(key));
            if (order != 0) {
                return criterion.reverse() ? -order : order;
            }
        }
        return Long.compare(left.number(), right.number());
    }

    /** The order of characters, which that of UTF-16 is not where there are surrogates. */
    private static int compareTexts(String left, String right) {
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
