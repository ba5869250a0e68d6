// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.sending;

import dev.sekisho.policy.limit.ReachedLimit;
import dev.sekisho.store.sending.LimitNews;
import dev.sekisho.store.sending.SendingStore;
import dev.sekisho.store.sending.SentCount;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What outlasts this process and is shared with others: a store, or nothing. Blocks; safe for all threads. */
public interface SendingMemory {
    /** Remembers nothing. */
    SendingMemory NONE = new SendingMemory() {
        @Override
        public void add(Collection<SentCount> changes, Instant now) {}

        @Override
        public SendingStore.Changes changes(Instant since) {
            return new SendingStore.Changes(List.of(), List.of());
        }

        @Override
        public LimitNews reached(String user, ReachedLimit limit, Instant now) {
            return new LimitNews(true, false);
        }

        @Override
        public void trim(Instant now) {}
    };

    /** Adds to what is counted. */
    void add(Collection<SentCount> changes, Instant now);

    /** What has changed since then. */
    SendingStore.Changes changes(Instant since);

    /** An account has reached a limit. */
    LimitNews reached(String user, ReachedLimit limit, Instant now);

    /** Forgets what is too old. */
    void trim(Instant now);
}
