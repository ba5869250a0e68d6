// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.sql.StoreNotifications;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who send, here and on other nodes, that something may be due. For any thread. */
final class OutgoingNotifier {
    private static final String TOPIC = "outgoing";

    private final StoreNotifications others;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    OutgoingNotifier(StoreNotifications others) {
        this.others = others;
    }

    StoreNotifications.Subscription listen(Runnable listener) {
        StoreNotifications.Subscription elsewhere = others.subscribe(TOPIC, listener);
        listeners.add(listener);
        return () -> {
            listeners.remove(listener);
            elsewhere.close();
        };
    }

    /** After the commit. */
    void tell() {
        listeners.forEach(Runnable::run);
        others.send(TOPIC);
    }
}
