// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.Database;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
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
    /** Octets that a summary takes, about. */
    private static final long SUMMARY = 2_000;

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
        Optional<CachedMailbox> known = kept(mailbox);
        Optional<CachedMailbox> now = known.flatMap(kept -> query.follow(mailbox, kept));
        if (now.isEmpty()) {
            if (known.isPresent()) {
                drop(mailbox);
            }
            now = loaded(mailbox, wanted);
        }
        now.ifPresent(found -> keep(mailbox, found));
        return summaries ? now.flatMap(found -> summarized(mailbox, found, wanted)) : now;
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

    private Optional<CachedMailbox> loaded(long mailbox, UidSet wanted) {
        if (wanted.isEmpty() || wanted.last() - wanted.first() < FEW) {
            return Optional.empty();
        }
        synchronized (this) {
            if (!loading.add(mailbox)) {
                return Optional.empty();
            }
        }
        try {
            return query.load(mailbox, Math.multiplyExact(wanted.size(), PART), most / 2);
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
        boolean fits = known.weight() + known.unsummarized().size() * SUMMARY <= most / 2;
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
        if (!newer) {
            return;
        }
        mailboxes.put(mailbox, found);
        long weight =
                mailboxes.values().stream().mapToLong(CachedMailbox::weight).sum();
        for (Iterator<CachedMailbox> eldest = mailboxes.values().iterator(); weight > most && eldest.hasNext(); ) {
            weight -= eldest.next().weight();
            eldest.remove();
        }
    }
}
