// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import java.util.List;

/** The order of SORT (RFC 5256 3) over messages whose ranks are known: in time and memory proportional to the messages and the ranks. */
public final class RankedOrder {
    private RankedOrder() {}

    /**
     * What one criterion says of each of some messages.
     *
     * @param ranks of the messages in turn, each from 0; the lowest comes first
     * @param count what all ranks are below
     * @param reverse true for REVERSE: the highest first
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Ranks(int[] ranks, int count, boolean reverse) {
        private int place(int message) {
            return reverse ? count - 1 - ranks[message] : ranks[message];
        }
    }

    /**
     * Numbers of messages in order.
     *
     * @param numbers ascending; of messages that are equal the lesser comes first
     * @param criteria of which the first counts most
     */
    public static long[] sorted(long[] numbers, List<Ranks> criteria) {
        int[] order = new int[numbers.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int i = criteria.size() - 1; i >= 0; i--) {
            order = sorted(order, criteria.get(i));
        }
        long[] sorted = new long[numbers.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = numbers[order[i]];
        }
        return sorted;
    }

    /** Sorts by one criterion; those that are equal stay as they are. */
    private static int[] sorted(int[] order, Ranks criterion) {
        int[] starts = new int[criterion.count() + 1];
        for (int message : order) {
            starts[criterion.place(message) + 1]++;
        }
        for (int place = 1; place < starts.length; place++) {
            starts[place] += starts[place - 1];
        }
        int[] sorted = new int[order.length];
        for (int message : order) {
            sorted[starts[criterion.place(message)]++] = message;
        }
        return sorted;
    }
}
