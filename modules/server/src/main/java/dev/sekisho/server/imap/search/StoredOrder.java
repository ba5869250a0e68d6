// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.imap.sort.MessageOrder;
import dev.sekisho.imap.sort.SortKey;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.store.imap.ImapStore;
import dev.sekisho.store.imap.OrderKey;
import dev.sekisho.store.imap.StoredMessage;
import java.io.IOException;

/** The keys of SORT, by which the store ranks messages. */
final class StoredOrder {
    private StoredOrder() {}

    /** The order of a key. @param store computes what it has no summary of yet */
    static OrderKey<?> of(SortKey key, ImapStore store) {
        return key.comparesTexts() ? new Texts(key, store) : new Quantities(key, store);
    }

    private record Texts(SortKey key, ImapStore store) implements OrderKey<String> {
        @Override
        public boolean readsSummaries() {
            return MessageKeys.needsSummary(key);
        }

        @Override
        public String of(StoredMessage message) throws IOException {
            return MessageKeys.text(new FetchedMessage(store, message), key);
        }

        @Override
        public int compare(String left, String right) {
            return MessageOrder.TEXTS.compare(left, right);
        }
    }

    private record Quantities(SortKey key, ImapStore store) implements OrderKey<Long> {
        @Override
        public boolean readsSummaries() {
            return MessageKeys.needsSummary(key);
        }

        @Override
        public Long of(StoredMessage message) throws IOException {
            return MessageKeys.quantity(new FetchedMessage(store, message), key);
        }

        @Override
        public int compare(Long left, Long right) {
            return Long.compare(left, right);
        }
    }
}
