// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A set of message numbers or UIDs, kept as ranges: ascending, disjoint, none beside another. A number is from 1 to {@value #LARGEST}
 * (RFC 9051 9, nz-number). Immutable; twelve octets a range.
 */
public final class NumberRanges {
    /** The largest number: 32 bits, unsigned. */
    public static final long LARGEST = 0xffff_ffffL;
    /** No number. */
    public static final NumberRanges NONE = new NumberRanges(new int[0], new int[0]);

    private final int[] firsts;
    private final int[] lasts;
    /** How many numbers the ranges up to and with this one have. */
    private final int[] counts;

    NumberRanges(int[] firsts, int[] lasts) {
        this.firsts = firsts;
        this.lasts = lasts;
        this.counts = new int[firsts.length];
        int sum = 0;
        for (int i = 0; i < firsts.length; i++) {
            sum += lasts[i] - firsts[i] + 1;
            counts[i] = sum;
        }
    }

    /** Takes one range: its first and last number. */
    @FunctionalInterface
    public interface RangeConsumer {
        /** Takes a range, both ends with it. */
        void accept(long first, long last);
    }

    /** The numbers given, in any order. */
    public static NumberRanges of(long... numbers) {
        NumberRangesBuilder builder = new NumberRangesBuilder();
        Arrays.stream(numbers).forEach(builder::add);
        return builder.build();
    }

    /** All numbers from {@code first} to {@code last}, both with it; none if {@code last} is less. */
    public static NumberRanges range(long first, long last) {
        return last < first ? NONE : new NumberRangesBuilder().add(first, last).build();
    }

    /** True if there is no number. */
    public boolean isEmpty() {
        return firsts.length == 0;
    }

    /** How many numbers. */
    public long size() {
        return firsts.length == 0 ? 0 : Integer.toUnsignedLong(counts[counts.length - 1]);
    }

    /** How many ranges. */
    public int rangeCount() {
        return firsts.length;
    }

    /** The smallest number; 0 if there is none. */
    public long first() {
        return isEmpty() ? 0 : Integer.toUnsignedLong(firsts[0]);
    }

    /** The largest number; 0 if there is none. */
    public long last() {
        return isEmpty() ? 0 : Integer.toUnsignedLong(lasts[lasts.length - 1]);
    }

    /** True if the number is one of these. */
    public boolean contains(long number) {
        int at = rangeFrom(number);
        return at < firsts.length && Integer.toUnsignedLong(firsts[at]) <= number;
    }

    /** How many of these numbers are {@code number} or less. */
    public long rankOf(long number) {
        int at = rangeFrom(number);
        long before = at == 0 ? 0 : Integer.toUnsignedLong(counts[at - 1]);
        if (at == firsts.length || Integer.toUnsignedLong(firsts[at]) > number) {
            return before;
        }
        return before + number - Integer.toUnsignedLong(firsts[at]) + 1;
    }

    /**
     * The number at a rank.
     *
     * @param rank from 1 to {@link #size}
     * @throws IndexOutOfBoundsException if there is none
     */
    public long atRank(long rank) {
        if (rank < 1 || rank > size()) {
            throw new IndexOutOfBoundsException("rank " + rank + " of " + size());
        }
        int low = 0;
        int high = counts.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(counts[middle]) >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return Integer.toUnsignedLong(lasts[low]) - (Integer.toUnsignedLong(counts[low]) - rank);
    }

    /** Gives each range, in ascending order. */
    public void forEachRange(RangeConsumer consumer) {
        for (int i = 0; i < firsts.length; i++) {
            consumer.accept(Integer.toUnsignedLong(firsts[i]), Integer.toUnsignedLong(lasts[i]));
        }
    }

    /** Each number, in ascending order. */
    public LongStream stream() {
        return IntStream.range(0, firsts.length)
                .boxed()
                .flatMapToLong(i ->
                        LongStream.rangeClosed(Integer.toUnsignedLong(firsts[i]), Integer.toUnsignedLong(lasts[i])));
    }

    /** Each number, in ascending order; eight octets for each. */
    public long[] toArray() {
        long[] numbers = new long[Math.toIntExact(size())];
        int at = 0;
        for (int i = 0; i < firsts.length; i++) {
            long last = Integer.toUnsignedLong(lasts[i]);
            for (long number = Integer.toUnsignedLong(firsts[i]); number <= last; number++) {
                numbers[at++] = number;
            }
        }
        return numbers;
    }

    /** The first number of a range. @param range from 0 to {@link #rangeCount}, and not this */
    public long first(int range) {
        return Integer.toUnsignedLong(firsts[range]);
    }

    /** The last number of a range. @param range as of {@link #first(int)} */
    public long last(int range) {
        return Integer.toUnsignedLong(lasts[range]);
    }

    /** The numbers that are in either. */
    public NumberRanges union(NumberRanges other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        NumberRangesBuilder builder = new NumberRangesBuilder();
        forEachRange(builder::add);
        other.forEachRange(builder::add);
        return builder.build();
    }

    /** The numbers that are in both. */
    public NumberRanges intersection(NumberRanges other) {
        NumberRangesBuilder builder = new NumberRangesBuilder();
        // What is before the first of the other is passed over at once: one of both is often far smaller.
        int mine = rangeFrom(other.first());
        int theirs = other.rangeFrom(first());
        while (mine < firsts.length && theirs < other.firsts.length) {
            long first = Math.max(Integer.toUnsignedLong(firsts[mine]), Integer.toUnsignedLong(other.firsts[theirs]));
            long myLast = Integer.toUnsignedLong(lasts[mine]);
            long theirLast = Integer.toUnsignedLong(other.lasts[theirs]);
            if (first <= Math.min(myLast, theirLast)) {
                builder.add(first, Math.min(myLast, theirLast));
            }
            mine += myLast <= theirLast ? 1 : 0;
            theirs += theirLast <= myLast ? 1 : 0;
        }
        return builder.build();
    }

    /** These numbers without those of {@code other}. */
    public NumberRanges minus(NumberRanges other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        NumberRangesBuilder rest = new NumberRangesBuilder();
        int theirs = 0;
        for (int i = 0; i < firsts.length; i++) {
            long next = Integer.toUnsignedLong(firsts[i]);
            long last = Integer.toUnsignedLong(lasts[i]);
            if (theirs < other.lasts.length && Integer.toUnsignedLong(other.lasts[theirs]) < next) {
                theirs = other.rangeFrom(next);
            }
            int at = theirs;
            while (at < other.firsts.length && Integer.toUnsignedLong(other.firsts[at]) <= last) {
                long first = Integer.toUnsignedLong(other.firsts[at]);
                if (first > next) {
                    rest.add(next, first - 1);
                }
                next = Integer.toUnsignedLong(other.lasts[at]) + 1;
                theirs = at++;
            }
            if (next <= last) {
                rest.add(next, last);
            }
        }
        return rest.build();
    }

    /** The index of the first range that ends at {@code number} or later. */
    private int rangeFrom(long number) {
        int low = 0;
        int high = lasts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(lasts[middle]) >= number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberRanges ranges
                && Arrays.equals(firsts, ranges.firsts)
                && Arrays.equals(lasts, ranges.lasts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(firsts) + Arrays.hashCode(lasts);
    }

    /** As a sequence set (RFC 9051 9), such as {@code 1:3,7}; an empty text if there is no number. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEachRange((first, last) -> {
            text.append(text.length() == 0 ? "" : ",").append(first);
            if (last > first) {
                text.append(':').append(last);
            }
        });
        return text.toString();
    }
}
