// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.store.sending.LimitNews;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.SentCount;
import java.time.Instant;
import java.util.Collection;

/** What the store remembers. */
record StoredSending(SendingStore store) implements SendingMemory {
    @Override
    public void add(Collection<SentCount> changes, Instant now) {
        store.add(changes, now);
    }

    @Override
    public SendingStore.Changes changes(Instant since) {
        return store.changes(since);
    }

    @Override
    public LimitNews reached(String user, ReachedLimit limit, Instant now) {
        return store.reached(user, limit, now);
    }

    @Override
    public void trim(Instant now) {
        store.trim(now);
    }
}
