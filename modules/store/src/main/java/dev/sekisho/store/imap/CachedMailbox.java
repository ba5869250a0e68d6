// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a mailbox as they were at one modification sequence, in the order of UIDs, and the ranks of its messages by keys that were asked for.
 * Immutable.
 */
final class CachedMailbox implements KeptFlags {
    /** Octets of heap that a row takes without its texts, about; 8 of them for its UID, and 40 for its places in five sets of flags, at worst. */
    static final long ROW = 448;

    /** Octets that a summary takes, about. */
    static final long SUMMARY = 2_000;

    private final long modSeq;
    private final StoredMessage[] rows;
    private final long[] uids;
    private final Map<OrderKey<?>, MessageRanks> ranks;
    private final long weight;
    private final UidSet unsummarized;
    private @Nullable UidSet all;
    /** Made when they are asked for. */
    private final Map<SystemFlag, UidSet> withFlags = new ConcurrentHashMap<>();

    /** @param rows in the order of UIDs */
    CachedMailbox(long modSeq, List<StoredMessage> rows) {
        this(
                modSeq,
                rows.toArray(StoredMessage[]::new),
                rows.stream().mapToLong(StoredMessage::uid).toArray(),
                Map.of());
    }

    private CachedMailbox(long modSeq, StoredMessage[] rows, long[] uids, Map<OrderKey<?>, MessageRanks> ranks) {
        this.modSeq = modSeq;
        this.rows = rows;
        this.uids = uids;
        this.ranks = ranks;
        UidSet.Builder missing = new UidSet.Builder();
        long octets = weight(ranks, uids);
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

    /** Rows whose flags alone differ from another's, or ranks alone. */
    private CachedMailbox(
            CachedMailbox other, long modSeq, StoredMessage[] rows, Map<OrderKey<?>, MessageRanks> ranks) {
        this.modSeq = modSeq;
        this.rows = rows;
        this.uids = other.uids;
        this.ranks = ranks;
        this.weight = other.weight + weight(ranks, uids) - weight(other.ranks, uids);
        this.unsummarized = other.unsummarized;
        this.all = other.all;
    }

    private static long weight(Map<OrderKey<?>, MessageRanks> ranks, long[] uids) {
        return ranks.values().stream().mapToLong(kept -> kept.weight(uids)).sum();
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
        UidSet known = all;
        if (known == null) {
            known = UidSet.of(uids);
            all = known;
        }
        return known;
    }

    @Override
    public UidSet with(SystemFlag flag) {
        return withFlags.computeIfAbsent(flag, this::found);
    }

    private UidSet found(SystemFlag flag) {
        UidSet.Builder found = new UidSet.Builder();
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].state().flags().has(flag)) {
                found.add(uids[i]);
            }
        }
        return found.build();
    }

    @Override
    public UidSet without(SystemFlag flag) {
        return uids().minus(with(flag));
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
            while (at < rows.length && uids[at] <= range.last() && page.size() < most) {
                page.add(form.apply(rows[at++]));
            }
        }
        return page;
    }

    /** The index of the first row with this UID or a higher one. */
    private int indexFrom(long uid) {
        int found = Arrays.binarySearch(uids, uid);
        return found < 0 ? -found - 1 : found;
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
        if (added.isEmpty() && changes.gone().isEmpty()) {
            return flagged(changes);
        }
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
        return new CachedMailbox(
                changes.state().modSeq(),
                next.toArray(StoredMessage[]::new),
                next.stream().mapToLong(StoredMessage::uid).toArray(),
                ranks);
    }

    /** The same messages with other flags. */
    private CachedMailbox flagged(ChangeQuery.Changes changes) {
        StoredMessage[] next = rows.clone();
        for (FlagState state : changes.changed()) {
            int at = indexFrom(state.uid());
            if (at < uids.length && uids[at] == state.uid()) {
                next[at] = next[at].with(state);
            }
        }
        return new CachedMailbox(this, changes.state().modSeq(), next, ranks);
    }

    /** The same with summaries that were read for it. */
    CachedMailbox withSummaries(List<StoredMessage> summarized) {
        StoredMessage[] next = rows.clone();
        for (StoredMessage read : summarized) {
            int at = indexFrom(read.uid());
            if (read.summary().isPresent() && at < next.length && uids[at] == read.uid()) {
                next[at] = read.with(next[at].state());
            }
        }
        return new CachedMailbox(modSeq, next, uids, ranks);
    }

    /** The ranks of its messages by a key, if they are here. */
    Optional<MessageRanks> ranks(OrderKey<?> key) {
        return Optional.ofNullable(ranks.get(key)).filter(kept -> kept.areOf(uids));
    }

    /**
     * The same with the ranks of its messages by one more key; those of messages that were here before need not be found again. Blocks as the key
     * does.
     *
     * @throws IOException if a message is no more
     */
    CachedMailbox ranked(OrderKey<?> key) throws IOException {
        return with(key, new MailboxRanking<>(rows, uids, key).ranks(ranks.get(key)));
    }

    /** The same with ranks that may be those of the mailbox at another moment. */
    CachedMailbox with(OrderKey<?> key, MessageRanks made) {
        Map<OrderKey<?>, MessageRanks> next = new HashMap<>(ranks);
        next.put(key, made);
        return new CachedMailbox(this, modSeq, rows, next);
    }
}
