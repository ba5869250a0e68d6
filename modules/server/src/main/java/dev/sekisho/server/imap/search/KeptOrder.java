// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.sort.RankedOrder;
import dev.sekisho.imap.sort.SortCriterion;
import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.server.imap.mailbox.SelectedMailbox;
import dev.sekisho.server.imap.mailbox.Uids;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.MessageRanks;
import dev.sekisho.store.imap.OrderKey;
import dev.sekisho.store.imap.UidSet;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts messages in order by the ranks that the store keeps of a mailbox, so that no message is read. */
public final class KeptOrder {
    private KeptOrder() {}

    /**
     * Messages in order. Blocks.
     *
     * @param found their UIDs; those of messages that are no more are left out
     * @param uid whether UIDs are asked for, and not message numbers
     * @return empty if the messages themselves are to be read
     */
    public static Optional<long[]> sorted(
            ImapStore store, SelectedMailbox mailbox, NumberRanges found, boolean uid, List<SortCriterion> criteria)
            throws IOException {
        List<OrderKey<?>> keys = criteria.stream()
                .<OrderKey<?>>map(criterion -> StoredOrder.of(criterion.key(), store))
                .toList();
        UidSet wanted = Uids.ofStore(found);
        return ranks(store, mailbox, wanted, keys).map(ranks -> sorted(mailbox, ranks, wanted, uid, criteria));
    }

    private static Optional<List<MessageRanks>> ranks(
            ImapStore store, SelectedMailbox mailbox, UidSet wanted, List<OrderKey<?>> keys) throws IOException {
        try {
            return store.reader().ranks(mailbox.id(), wanted, keys);
        } catch (IOException gone) {
            if (gone.getCause() instanceof StoreException) {
                throw gone;
            }
            return Optional.empty();
        }
    }

    private static long[] sorted(
            SelectedMailbox mailbox,
            List<MessageRanks> ranks,
            UidSet wanted,
            boolean uid,
            List<SortCriterion> criteria) {
        int[] indexes = indexes(ranks.get(0), wanted);
        NumberRangesBuilder present = new NumberRangesBuilder();
        for (int index : indexes) {
            present.add(ranks.get(0).uid(index));
        }
        NumberRanges shown = uid ? present.build() : mailbox.view().numbersOf(present.build());
        List<RankedOrder.Ranks> order = new ArrayList<>();
        for (int i = 0; i < criteria.size(); i++) {
            order.add(chosen(ranks.get(i), indexes, criteria.get(i).reverse()));
        }
        return RankedOrder.sorted(shown.toArray(), order);
    }

    /** Where the messages of a set are. */
    private static int[] indexes(MessageRanks ranks, UidSet wanted) {
        int[] indexes = new int[ranks.size()];
        int count = 0;
        int at = 0;
        for (int i = 0; i < wanted.rangeCount(); i++) {
            UidSet.Range range = wanted.range(i);
            while (at < ranks.size() && ranks.uid(at) < range.first()) {
                at++;
            }
            while (at < ranks.size() && ranks.uid(at) <= range.last()) {
                indexes[count++] = at++;
            }
        }
        return Arrays.copyOf(indexes, count);
    }

    private static RankedOrder.Ranks chosen(MessageRanks ranks, int[] indexes, boolean reverse) {
        int[] chosen = new int[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            chosen[i] = ranks.rank(indexes[i]);
        }
        return new RankedOrder.Ranks(chosen, ranks.count(), reverse);
    }
}
