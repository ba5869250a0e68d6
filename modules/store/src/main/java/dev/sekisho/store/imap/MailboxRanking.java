// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranks the messages of a mailbox by a key; where most of them had ranks before, the others are put between them. For one thread.
 *
 * @param <K> what is compared
 */
final class MailboxRanking<K> {
    /** If more than one of so many messages is new, all are ranked anew: their keys are read once instead of some twenty times. */
    private static final int FEW = 32;

    private static final int NEW = -1;

    private final StoredMessage[] rows;
    private final long[] uids;
    private final OrderKey<K> key;

    /**
     * Messages to be ranked.
     *
     * @param rows in the order of UIDs
     * @param uids of the same
     */
    MailboxRanking(StoredMessage[] rows, long[] uids, OrderKey<K> key) {
        this.rows = rows;
        this.uids = uids;
        this.key = key;
    }

    /** A message with its key. @param row its place among the rows */
    private record Keyed<K>(K key, int row) {}

    /**
     * The ranks of all messages. Blocks as the key does.
     *
     * @param before ranks of messages that were in the mailbox earlier, of which some may be gone; null for none
     * @throws IOException if a message is no more
     */
    MessageRanks ranks(@Nullable MessageRanks before) throws IOException {
        if (before == null) {
            return anew();
        }
        int[] ranks = new int[rows.length];
        List<Integer> added = carriedOver(before, ranks);
        return (long) added.size() * FEW > rows.length
                ? anew()
                : merged(compacted(ranks, before.count()), ranks, keyed(added));
    }

    private MessageRanks anew() throws IOException {
        List<Keyed<K>> all = new ArrayList<>(rows.length);
        for (int row = 0; row < rows.length; row++) {
            all.add(new Keyed<>(key.of(rows[row]), row));
        }
        all.sort(order());
        int[] ranks = new int[rows.length];
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            Keyed<K> keyed = all.get(i);
            if (i > 0 && key.compare(all.get(i - 1).key(), keyed.key()) != 0) {
                count++;
            }
            ranks[keyed.row()] = count;
        }
        return new MessageRanks(uids, ranks, rows.length == 0 ? 0 : count + 1);
    }

    private Comparator<Keyed<K>> order() {
        return (left, right) -> key.compare(left.key(), right.key());
    }

    /** Takes the ranks of those that had one. Returns the rows of those that had none. */
    private List<Integer> carriedOver(MessageRanks before, int[] ranks) {
        List<Integer> added = new ArrayList<>();
        int old = 0;
        for (int row = 0; row < uids.length; row++) {
            while (old < before.size() && before.uid(old) < uids[row]) {
                old++;
            }
            if (old < before.size() && before.uid(old) == uids[row]) {
                ranks[row] = before.rank(old);
            } else {
                ranks[row] = NEW;
                added.add(row);
            }
        }
        return added;
    }

    /**
     * Closes the gaps that messages have left which are gone.
     *
     * @param count how many ranks there were
     * @return a row of each rank in turn
     */
    private static int[] compacted(int[] ranks, int count) {
        int[] rowOf = new int[count];
        Arrays.fill(rowOf, NEW);
        for (int row = 0; row < ranks.length; row++) {
            if (ranks[row] != NEW) {
                rowOf[ranks[row]] = row;
            }
        }
        int[] now = new int[count];
        int left = 0;
        for (int rank = 0; rank < count; rank++) {
            if (rowOf[rank] != NEW) {
                rowOf[left] = rowOf[rank];
                now[rank] = left++;
            }
        }
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = ranks[row] == NEW ? NEW : now[ranks[row]];
        }
        return Arrays.copyOf(rowOf, left);
    }

    private List<Keyed<K>> keyed(List<Integer> added) throws IOException {
        List<Keyed<K>> keyed = new ArrayList<>(added.size());
        for (int row : added) {
            keyed.add(new Keyed<>(key.of(rows[row]), row));
        }
        keyed.sort(order());
        return keyed;
    }

    /** Puts messages with keys, in their order, between those with ranks. */
    private MessageRanks merged(int[] rowOf, int[] ranks, List<Keyed<K>> added) throws IOException {
        int[] shift = new int[rowOf.length];
        int from = 0;
        int made = 0;
        @Nullable K last = null;
        for (Keyed<K> one : added) {
            int place = placeOf(one.key(), rowOf, from);
            boolean known = place < rowOf.length && key.compare(keyOf(rowOf, place), one.key()) == 0;
            Arrays.fill(shift, from, place, made);
            from = place;
            if (!known && (last == null || key.compare(last, one.key()) != 0)) {
                made++;
            }
            // A new rank is that of the ranks made before it, and of those known below it.
            ranks[one.row()] = encoded(known ? place + made : place + made - 1);
            last = one.key();
        }
        Arrays.fill(shift, from, shift.length, made);
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = ranks[row] < 0 ? encoded(ranks[row]) : ranks[row] + shift[ranks[row]];
        }
        return new MessageRanks(uids, ranks, rowOf.length + made);
    }

    /** Tells final ranks from those that are yet to be moved: the complement, which undoes itself. */
    private static int encoded(int rank) {
        return ~rank;
    }

    /** The first rank, from one on, whose key is not before this one. */
    private int placeOf(K sought, int[] rowOf, int from) throws IOException {
        int low = from;
        int high = rowOf.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key.compare(keyOf(rowOf, middle), sought) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private K keyOf(int[] rowOf, int rank) throws IOException {
        return key.of(rows[rowOf[rank]]);
    }
}
