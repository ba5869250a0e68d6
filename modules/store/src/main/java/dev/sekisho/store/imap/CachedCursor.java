// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads from a mailbox in memory, page by page, each as of now; from the store, if it is not in memory, or is not any more. Keeps no mailbox between two pages. */
final class CachedCursor<T> implements MessageCursor<T> {
    private final UidSet uids;
    private final int rows;
    private final Supplier<Optional<CachedMailbox>> cache;
    private final Function<StoredMessage, T> form;
    private final ToLongFunction<T> uid;
    private final Function<UidSet, MessageCursor<T>> stored;
    private @Nullable MessageCursor<T> rest;
    private long from;

    /**
     * A cursor before the first row.
     *
     * @param rows of a page at most
     * @param cache the mailbox as of now, if it is in memory
     * @param form what is read of a message
     * @param stored reads the messages of a set from the store
     */
    CachedCursor(
            UidSet uids,
            int rows,
            Supplier<Optional<CachedMailbox>> cache,
            Function<StoredMessage, T> form,
            ToLongFunction<T> uid,
            Function<UidSet, MessageCursor<T>> stored) {
        this.uids = uids;
        this.rows = rows;
        this.cache = cache;
        this.form = form;
        this.uid = uid;
        this.stored = stored;
    }

    @Override
    public List<T> next() {
        MessageCursor<T> known = rest;
        if (known != null) {
            return known.next();
        }
        Optional<CachedMailbox> mailbox = cache.get();
        if (mailbox.isEmpty()) {
            MessageCursor<T> other =
                    stored.apply(from == 0 ? uids : uids.intersection(UidSet.range(from, Long.MAX_VALUE)));
            rest = other;
            return other.next();
        }
        List<T> page = mailbox.get().page(uids, from, rows, form);
        if (!page.isEmpty()) {
            from = uid.applyAsLong(page.get(page.size() - 1)) + 1;
        }
        return page;
    }
}
