// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

/**
 * Tells other processes on the same database that there is something to look at. A hint and no more: it may come late, twice,
 * for nothing, or never, so a receiver also polls. On SQLite, no notification is received.
 */
public interface StoreNotifications {

    /** Those of an engine that has none. */
    StoreNotifications NONE = new StoreNotifications() {
        @Override
        public Subscription subscribe(String topic, Runnable listener) {
            return () -> {};
        }

        @Override
        public void send(String topic) {}
    };

    /** Ends with its closing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Has a listener called when another process has sent a signal, and when some may have been missed.
     *
     * @param topic a word of letters, digits and hyphens
     * @param listener must be quick, and may be called by any thread
     */
    Subscription subscribe(String topic, Runnable listener);

    /** To be called after the commit. Returns at once; the sender's own listeners are not called. */
    void send(String topic);
}
