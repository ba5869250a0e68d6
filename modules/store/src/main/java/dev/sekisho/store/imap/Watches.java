// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxTopics;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.StoreNotifications.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is to be told of what, and what was told last. Other processes are heard of a key for as long as somebody watches it. Safe for all threads.
 *
 * @param <K> what is watched: a mailbox, or an owner
 */
final class Watches<K> {

    private static final Logger LOGGER = LoggerFactory.getLogger(Watches.class);

    private final Function<K, String> topics;
    private final StoreNotifications others;
    private final Consumer<K> heard;
    private final Map<String, Watch<K>> byTopic = new ConcurrentHashMap<>();

    /**
     * @param topics the topic of a key
     * @param heard is called when another process has told of a key; must be quick
     */
    Watches(Function<K, String> topics, StoreNotifications others, Consumer<K> heard) {
        this.topics = topics;
        this.others = others;
        this.heard = heard;
    }

    Subscription add(K key, MailboxListener listener) {
        String topic = topics.apply(key);
        byTopic.compute(topic, (unused, present) -> {
            Watch<K> watch =
                    present == null ? new Watch<>(key, others.subscribe(topic, () -> heard.accept(key))) : present;
            watch.listeners.add(listener);
            return watch;
        });
        return () -> byTopic.computeIfPresent(topic, (unused, watch) -> watch.without(listener) ? null : watch);
    }

    List<K> keys() {
        return byTopic.values().stream().map(watch -> watch.key).toList();
    }

    /** The watch of a topic of which a commit has told. */
    Optional<Watch<K>> ofTopic(String topic) {
        return Optional.ofNullable(byTopic.get(topic));
    }

    Optional<Watch<K>> of(K key) {
        return ofTopic(topics.apply(key));
    }

    /** Those that watch one thing. */
    static final class Watch<K> {
        private final K key;
        private final Subscription remote;
        private final List<MailboxListener> listeners = new CopyOnWriteArrayList<>();
        private long told = -1;

        Watch(K key, Subscription remote) {
            this.key = key;
            this.remote = remote;
        }

        /** @return whether nobody is left */
        private boolean without(MailboxListener listener) {
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                remote.close();
            }
            return listeners.isEmpty();
        }

        /** Tells of a number that is higher than what was told last. */
        void raise(long number) {
            synchronized (this) {
                if (number <= told) {
                    return;
                }
                told = number;
            }
            tell(number);
        }

        /** Tells of a number that is another than what was told last. */
        void differ(long number) {
            synchronized (this) {
                if (number == told) {
                    return;
                }
                told = number;
            }
            tell(number);
        }

        /** Tells it whatever was told last. */
        void tell(long number) {
            for (MailboxListener listener : listeners) {
                try {
                    if (number == MailboxTopics.REMOVED) {
                        listener.removed();
                    } else {
                        listener.changed(number);
                    }
                } catch (RuntimeException | Error e) {
                    LOGGER.error("A fault in one that was told of a mailbox", e);
                }
            }
        }
    }
}
