// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a mailbox as they were at one modification sequence, in the order of UIDs. Immutable. */
final class CachedMailbox {
    /** Octets of heap that a row takes without its texts, about. */
    static final long ROW = 400;

    private final long modSeq;
    private final StoredMessage[] rows;
    private final long weight;
    private final UidSet unsummarized;
    private @Nullable UidSet uids;

    /** @param rows in the order of UIDs */
    CachedMailbox(long modSeq, List<StoredMessage> rows) {
        this.modSeq = modSeq;
        this.rows = rows.toArray(StoredMessage[]::new);
        UidSet.Builder missing = new UidSet.Builder();
        long octets = 0;
        for (StoredMessage row : rows) {
            octets += ROW + 2L * row.content().prefix().length();
            if (row.summary().isPresent()) {
                octets += row.summary().get().encoded().length;
            } else {
                missing.add(row.uid());
            }
        }
        this.weight = octets;
        this.unsummarized = missing.build();
    }

    long modSeq() {
        return modSeq;
    }

    /** How many messages. */
    int size() {
        return rows.length;
    }

    /** Octets of heap, about. */
    long weight() {
        return weight;
    }

    /** Messages whose summaries were not read, or are yet to be computed. */
    UidSet unsummarized() {
        return unsummarized;
    }

    /** The UIDs of all messages. */
    UidSet uids() {
        UidSet known = uids;
        if (known == null) {
            UidSet.Builder builder = new UidSet.Builder();
            for (StoredMessage row : rows) {
                builder.add(row.uid());
            }
            known = builder.build();
            uids = known;
        }
        return known;
    }

    /** Messages of a set with this UID or a higher one, at most so many. */
    <T> List<T> page(UidSet wanted, long from, int most, Function<StoredMessage, T> form) {
        List<T> page = new ArrayList<>(Math.min(most, rows.length));
        for (int i = 0; i < wanted.rangeCount() && page.size() < most; i++) {
            UidSet.Range range = wanted.range(i);
            if (range.last() < from) {
                continue;
            }
            int at = indexFrom(Math.max(from, range.first()));
            while (at < rows.length && rows[at].uid() <= range.last() && page.size() < most) {
                page.add(form.apply(rows[at++]));
            }
        }
        return page;
    }

    /** The index of the first row with this UID or a higher one. */
    private int indexFrom(long uid) {
        int low = 0;
        int high = rows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows[middle].uid() < uid) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The UIDs of a set of which there is no message here. */
    UidSet unknown(List<FlagState> states) {
        return UidSet.of(states.stream().mapToLong(FlagState::uid).toArray()).minus(uids());
    }

    /**
     * The mailbox after changes.
     *
     * @param added the rows of {@link #unknown} messages; their flags are taken from the changes
     */
    CachedMailbox after(ChangeQuery.Changes changes, List<StoredMessage> added) {
        Map<Long, FlagState> states = new HashMap<>();
        changes.changed().forEach(state -> states.put(state.uid(), state));
        List<StoredMessage> next = new ArrayList<>(rows.length + added.size());
        for (StoredMessage row : rows) {
            if (!changes.gone().contains(row.uid())) {
                next.add(row.with(states.getOrDefault(row.uid(), row.state())));
            }
        }
        for (StoredMessage row : added) {
            next.add(row.with(states.getOrDefault(row.uid(), row.state())));
        }
        if (!added.isEmpty()) {
            next.sort(Comparator.comparingLong(StoredMessage::uid));
        }
        return new CachedMailbox(changes.state().modSeq(), next);
    }

    /** The same with summaries that were read for it. */
    CachedMailbox withSummaries(List<StoredMessage> summarized) {
        Map<Long, StoredMessage> found = new HashMap<>();
        summarized.forEach(row -> found.put(row.uid(), row));
        List<StoredMessage> next = new ArrayList<>(rows.length);
        for (StoredMessage row : rows) {
            StoredMessage read = found.get(row.uid());
            next.add(read == null || read.summary().isEmpty() ? row : read.with(row.state()));
        }
        return new CachedMailbox(modSeq, next);
    }
}
