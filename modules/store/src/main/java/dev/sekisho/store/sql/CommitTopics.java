// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql;

import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this process what its units of work have changed ({@link Sql#announce}), after each commit and before the caller of the unit goes on. Safe
 * for all threads.
 */
public final class CommitTopics {

    private static final Logger LOGGER = LoggerFactory.getLogger(CommitTopics.class);

    private final List<Consumer<Map<String, Long>>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Has a listener told of the topics of each commit that has some, each with the number it was announced with.
     *
     * @param listener must be quick and must not block: other writers may wait for it
     */
    public Subscription subscribe(Consumer<Map<String, Long>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** To be called by an engine when a unit is durable. A listener's fault does not reach it. */
    public void tell(Map<String, Long> topics) {
        if (topics.isEmpty()) {
            return;
        }
        for (Consumer<Map<String, Long>> listener : listeners) {
            try {
                listener.accept(topics);
            } catch (RuntimeException | Error e) {
                LOGGER.error("A fault in one that was told of a commit", e);
            }
        }
    }
}
