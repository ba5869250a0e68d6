// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Arrays;

/** Collects numbers and ranges in any order, and sorts them once at the end. Not for several threads. */
public final class NumberRangesBuilder {
    /** First and last number of a range, as one value that sorts by the first; both without their sign bit's meaning. */
    private long[] ranges = new long[4];

    private int size;
    private boolean ascending = true;

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException if it is not from 1 to {@link NumberRanges#LARGEST}
     */
    public NumberRangesBuilder add(long number) {
        return add(number, number);
    }

    /**
     * Adds a range, both ends with it.
     *
     * @throws IllegalArgumentException if an end is not from 1 to {@link NumberRanges#LARGEST}, or the last is less than the first
     */
    public NumberRangesBuilder add(long first, long last) {
        if (first < 1 || last > NumberRanges.LARGEST || last < first) {
            throw new IllegalArgumentException(
                    "range " + first + ":" + last + "; expected 1 to " + NumberRanges.LARGEST);
        }
        if (size > 0 && joins(first)) {
            ranges[size - 1] = pack(firstOf(ranges[size - 1]), Math.max(last, lastOf(ranges[size - 1])));
            return this;
        }
        ascending &= size == 0 || first > firstOf(ranges[size - 1]);
        if (size == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * size);
        }
        ranges[size++] = pack(first, last);
        return this;
    }

    /** The numbers so far. */
    public NumberRanges build() {
        if (size == 0) {
            return NumberRanges.NONE;
        }
        if (!ascending) {
            Arrays.sort(ranges, 0, size);
            ascending = true;
        }
        int[] firsts = new int[size];
        int[] lasts = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            long range = ranges[i];
            if (count > 0 && firstOf(range) <= Integer.toUnsignedLong(lasts[count - 1]) + 1) {
                long last = Math.max(lastOf(range), Integer.toUnsignedLong(lasts[count - 1]));
                lasts[count - 1] = (int) last;
            } else {
                firsts[count] = (int) firstOf(range);
                lasts[count++] = (int) lastOf(range);
            }
        }
        return new NumberRanges(Arrays.copyOf(firsts, count), Arrays.copyOf(lasts, count));
    }

    private boolean joins(long first) {
        long before = ranges[size - 1];
        return first >= firstOf(before) && first <= lastOf(before) + 1;
    }

    /** The first number's highest bit is turned, so that signed order is that of the numbers. */
    private static long pack(long first, long last) {
        return (first << 32 ^ Long.MIN_VALUE) | last;
    }

    private static long firstOf(long range) {
        return (range ^ Long.MIN_VALUE) >>> 32;
    }

    private static long lastOf(long range) {
        return range & NumberRanges.LARGEST;
    }
}
