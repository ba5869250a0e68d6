// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** A set of UIDs as ranges in their order, adjacent ones joined. Takes 16 octets a range, however many UIDs it has. Immutable. */
public final class UidSet {

    /** No UID. */
    public static final UidSet EMPTY = new UidSet(new long[0]);

    /** All UIDs that a message may have. */
    public static final UidSet ALL = new UidSet(new long[] {1, 0xffff_ffffL});

    /** UIDs from the first to the last, both included. */
    public record Range(long first, long last) {
        /** Refuses an empty range. */
        public Range {
            if (first > last) {
                throw new IllegalArgumentException("a range from " + first + " to " + last);
            }
        }
    }

    /** First and last UID of each range in turn. */
    private final long[] bounds;

    private UidSet(long[] bounds) {
        this.bounds = bounds;
    }

    /** These UIDs, in any order. */
    public static UidSet of(long... uids) {
        long[] sorted = uids.clone();
        Arrays.sort(sorted);
        Builder builder = new Builder();
        for (long uid : sorted) {
            builder.add(uid);
        }
        return builder.build();
    }

    /** All from the first to the last; empty if the last is lower. */
    public static UidSet range(long first, long last) {
        return first > last ? EMPTY : new UidSet(new long[] {first, last});
    }

    /** These ranges, in any order, which may overlap. */
    public static UidSet of(List<Range> ranges) {
        Builder builder = new Builder();
        ranges.stream()
                .sorted((a, b) -> Long.compare(a.first(), b.first()))
                .forEach(range -> builder.add(range.first(), range.last()));
        return builder.build();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** How many UIDs. */
    public long size() {
        long size = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            size += bounds[i + 1] - bounds[i] + 1;
        }
        return size;
    }

    /** How many ranges. */
    public int rangeCount() {
        return bounds.length / 2;
    }

    /** The range of this place, from 0. */
    public Range range(int index) {
        return new Range(bounds[2 * index], bounds[2 * index + 1]);
    }

    /** All ranges, in their order. */
    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(rangeCount());
        for (int i = 0; i < rangeCount(); i++) {
            ranges.add(range(i));
        }
        return ranges;
    }

    /** Whether it has this one. */
    public boolean contains(long uid) {
        int found = Arrays.binarySearch(bounds, uid);
        return found >= 0 || (-found - 1) % 2 == 1;
    }

    /** Hands on each UID in its order. */
    public void forEach(LongConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (long uid = bounds[i]; uid <= bounds[i + 1]; uid++) {
                action.accept(uid);
            }
        }
    }

    /** The lowest UID. */
    public long first() {
        return bounds[0];
    }

    /** The highest UID. */
    public long last() {
        return bounds[bounds.length - 1];
    }

    /** Those of either. */
    public UidSet union(UidSet other) {
        Builder builder = new Builder();
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length || theirs < other.bounds.length) {
            boolean takesMine =
                    theirs == other.bounds.length || mine < bounds.length && bounds[mine] <= other.bounds[theirs];
            if (takesMine) {
                builder.add(bounds[mine], bounds[mine + 1]);
                mine += 2;
            } else {
                builder.add(other.bounds[theirs], other.bounds[theirs + 1]);
                theirs += 2;
            }
        }
        return builder.build();
    }

    /** Those of both. */
    public UidSet intersection(UidSet other) {
        Builder builder = new Builder();
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length && theirs < other.bounds.length) {
            long first = Math.max(bounds[mine], other.bounds[theirs]);
            long last = Math.min(bounds[mine + 1], other.bounds[theirs + 1]);
            if (first <= last) {
                builder.add(first, last);
            }
            if (bounds[mine + 1] < other.bounds[theirs + 1]) {
                mine += 2;
            } else {
                theirs += 2;
            }
        }
        return builder.build();
    }

    /** Those that the other has not. */
    public UidSet minus(UidSet other) {
        return intersection(other.complement());
    }

    private UidSet complement() {
        Builder builder = new Builder();
        long next = Long.MIN_VALUE;
        for (int i = 0; i < bounds.length; i += 2) {
            if (next < bounds[i]) {
                builder.add(next, bounds[i] - 1);
            }
            next = bounds[i + 1] + 1;
        }
        return builder.add(next, Long.MAX_VALUE).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(bounds, set.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** As IMAP writes it, such as {@code 1:3,7}; an empty text for no UID. */
    @Override
    public String toString() {
        return ranges().stream()
                .map(range -> range.first() == range.last() ? "" + range.first() : range.first() + ":" + range.last())
                .collect(Collectors.joining(","));
    }

    /** Collects ranges in the order of their first UIDs. For one thread. */
    public static final class Builder {
        private long[] bounds = new long[16];
        private int length;

        /** One more UID, not below the last range's first. */
        public Builder add(long uid) {
            return add(uid, uid);
        }

        /** One more range, which does not begin below the one before it. */
        public Builder add(long first, long last) {
            if (length > 0 && first < bounds[length - 2]) {
                throw new IllegalArgumentException(first + " comes after " + bounds[length - 2]);
            }
            if (length > 0 && first <= bounds[length - 1] + 1) {
                bounds[length - 1] = Math.max(bounds[length - 1], last);
                return this;
            }
            if (length == bounds.length) {
                bounds = Arrays.copyOf(bounds, length * 2);
            }
            bounds[length++] = first;
            bounds[length++] = last;
            return this;
        }

        /** The set. */
        public UidSet build() {
            return length == 0 ? EMPTY : new UidSet(Arrays.copyOf(bounds, length));
        }
    }
}
