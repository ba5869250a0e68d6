// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import dev.sekisho.store.sql.Signals;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells those who send, here and on other nodes, that something may be due. For any thread. */
final class Bell {
    private static final String TOPIC = "outgoing";

    private final Signals others;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    Bell(Signals others) {
        this.others = others;
    }

    Signals.Subscription listen(Runnable listener) {
        Signals.Subscription elsewhere = others.subscribe(TOPIC, listener);
        listeners.add(listener);
        return () -> {
            listeners.remove(listener);
            elsewhere.close();
        };
    }

    /** After the commit. */
    void ring() {
        listeners.forEach(Runnable::run);
        others.send(TOPIC);
    }
}
