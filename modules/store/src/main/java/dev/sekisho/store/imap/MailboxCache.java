// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.Database;
import java.io.IOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of the mailboxes that were last asked about as a whole, in a bounded part of the heap. Each question is answered as of now: what has
 * changed is read from the store before. Blocks; safe for all threads.
 */
final class MailboxCache {
    /** A mailbox is read into memory for who asks about one of so many of its messages. */
    private static final long PART = 16;
    /** Who asks about fewer is answered by the store alone. */
    private static final int FEW = 32;
    /** So many summaries are computed while messages are ranked. */
    private static final int MOST_COMPUTED = 100;

    private final CachedMailboxQuery query;
    private final long most;
    private final Map<Long, CachedMailbox> mailboxes = new LinkedHashMap<>(16, 0.75f, true);
    private final Set<Long> loading = new HashSet<>();

    /** @param most octets of heap for all mailboxes, about; one mailbox has half of it at most */
    MailboxCache(Database database, long most) {
        this.query = new CachedMailboxQuery(database);
        this.most = most;
    }

    /**
     * A mailbox as it is now.
     *
     * @param wanted the messages that are asked about: if they are many, the mailbox is read into memory
     * @param summaries whether their summaries are asked for
     * @return empty if what is asked for is not in memory, and is not to be
     */
    Optional<CachedMailbox> current(long mailbox, UidSet wanted, boolean summaries) {
        Optional<CachedMailbox> now = now(mailbox, wanted, summaries);
        return summaries ? now.flatMap(found -> summarized(mailbox, found, wanted)) : now;
    }

    /** As {@link #current}; the summaries are read where the mailbox is, as one question has both. */
    private Optional<CachedMailbox> now(long mailbox, UidSet wanted, boolean summaries) {
        Optional<CachedMailbox> known = kept(mailbox);
        Optional<CachedMailbox> now = known.flatMap(kept -> query.follow(mailbox, kept));
        if (now.isEmpty()) {
            if (known.isPresent()) {
                drop(mailbox);
            }
            now = loaded(mailbox, wanted, summaries);
        }
        now.ifPresent(found -> keep(mailbox, found));
        return now;
    }

    /** As it was at a modification sequence, if it is in memory and still is at that. */
    Optional<CachedMailbox> at(long mailbox, long modSeq) {
        Optional<CachedMailbox> known = kept(mailbox);
        if (known.isPresent() && known.get().modSeq() < modSeq) {
            known = query.follow(mailbox, known.get());
            known.ifPresent(found -> keep(mailbox, found));
        }
        return known.filter(found -> found.modSeq() == modSeq);
    }

    /** As {@link #current}, if it is in memory: it is not read for this. */
    Optional<CachedMailbox> known(long mailbox) {
        Optional<CachedMailbox> now = kept(mailbox).flatMap(known -> query.follow(mailbox, known));
        now.ifPresent(found -> keep(mailbox, found));
        return now;
    }

    /**
     * The ranks of all messages of a mailbox by each of some keys, as of one moment. What is made for this is kept. Blocks as the keys do.
     *
     * @param wanted the messages that are asked about
     * @return empty if the mailbox is not in memory and is not to be, if few of its messages are asked about, or if their summaries are yet to be
     *     computed
     */
    Optional<List<MessageRanks>> ranks(long mailbox, UidSet wanted, List<OrderKey<?>> keys) throws IOException {
        boolean summaries = keys.stream().anyMatch(OrderKey::readsSummaries);
        Optional<CachedMailbox> now =
                now(mailbox, wanted, summaries).filter(found -> wanted.size() * PART >= found.size());
        for (OrderKey<?> key : keys) {
            if (now.isPresent() && now.get().ranks(key).isEmpty()) {
                now = ranked(mailbox, now.get(), key);
            }
        }
        return now.map(found ->
                keys.stream().map(key -> found.ranks(key).orElseThrow()).toList());
    }

    private Optional<CachedMailbox> ranked(long mailbox, CachedMailbox known, OrderKey<?> key) throws IOException {
        Optional<CachedMailbox> read =
                key.readsSummaries() ? summarized(mailbox, known, known.uids()) : Optional.of(known);
        if (read.isEmpty() || key.readsSummaries() && read.get().unsummarized().size() > MOST_COMPUTED) {
            return Optional.empty();
        }
        CachedMailbox ranked = read.get().ranked(key);
        keep(mailbox, ranked, key);
        return Optional.of(ranked);
    }

    private Optional<CachedMailbox> loaded(long mailbox, UidSet wanted, boolean summaries) {
        if (wanted.isEmpty() || wanted.last() - wanted.first() < FEW) {
            return Optional.empty();
        }
        synchronized (this) {
            if (!loading.add(mailbox)) {
                return Optional.empty();
            }
        }
        try {
            return query.load(mailbox, Math.multiplyExact(wanted.size(), PART), most / 2, summaries);
        } finally {
            synchronized (this) {
                loading.remove(mailbox);
            }
        }
    }

    private Optional<CachedMailbox> summarized(long mailbox, CachedMailbox known, UidSet wanted) {
        if (wanted.intersection(known.unsummarized()).isEmpty()) {
            return Optional.of(known);
        }
        boolean fits = known.weight() + known.unsummarized().size() * CachedMailbox.SUMMARY <= most / 2;
        if (!fits || wanted.size() * PART < known.size()) {
            return Optional.empty();
        }
        CachedMailbox summarized = query.summarized(mailbox, known);
        keep(mailbox, summarized);
        return Optional.of(summarized);
    }

    private synchronized Optional<CachedMailbox> kept(long mailbox) {
        return Optional.ofNullable(mailboxes.get(mailbox));
    }

    private synchronized void drop(long mailbox) {
        mailboxes.remove(mailbox);
    }

    private synchronized void keep(long mailbox, CachedMailbox found) {
        CachedMailbox other = mailboxes.get(mailbox);
        boolean newer = other == null
                || other.modSeq() < found.modSeq()
                || other.modSeq() == found.modSeq() && other.weight() < found.weight();
        if (newer) {
            put(mailbox, found);
        }
    }

    /** Keeps new ranks even if the mailbox has gone on meanwhile. */
    private synchronized void keep(long mailbox, CachedMailbox ranked, OrderKey<?> key) {
        CachedMailbox other = mailboxes.get(mailbox);
        if (other == null || other.modSeq() <= ranked.modSeq()) {
            put(mailbox, ranked);
        } else if (other.ranks(key).isEmpty()) {
            put(mailbox, other.with(key, ranked.ranks(key).orElseThrow()));
        }
    }

    private void put(long mailbox, CachedMailbox found) {
        mailboxes.put(mailbox, found);
        long weight =
                mailboxes.values().stream().mapToLong(CachedMailbox::weight).sum();
        for (Iterator<CachedMailbox> eldest = mailboxes.values().iterator(); weight > most && eldest.hasNext(); ) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
