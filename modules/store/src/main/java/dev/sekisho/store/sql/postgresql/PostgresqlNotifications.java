// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.sql.postgresql;

import dev.sekisho.store.sql.DatabaseSettings;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.UnitOfWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LISTEN and NOTIFY. Listens on a connection of its own, from the first subscription on, and connects anew when that is lost.
 * NOTIFY is not part of the unit that it announces, because PostgreSQL commits transactions that notify one after the other; it follows
 * in one of its own that waits for no disk, and signals that gather meanwhile are sent together.
 */
final class PostgresqlNotifications implements StoreNotifications, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PostgresqlNotifications.class);
    private static final String CHANNEL = "sekisho";
    private static final int LISTEN_MILLIS = 1_000;
    private static final int ASK_EVERY = 15;
    private static final int LAST_SENDING_SECONDS = 2;
    private static final int RECONNECT_MILLIS = 1_000;

    private final DatabaseSettings.Postgresql settings;
    private final Consumer<UnitOfWork<?>> writer;
    private final String self = UUID.randomUUID().toString();
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final Set<String> unsent = ConcurrentHashMap.newKeySet();
    private final ExecutorService sending = Executors.newSingleThreadExecutor(task -> daemon(task, "store-notify"));
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread listening;

    PostgresqlNotifications(DatabaseSettings.Postgresql settings, Consumer<UnitOfWork<?>> writer) {
        this.settings = settings;
        this.writer = writer;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Subscription subscribe(String topic, Runnable listener) {
        listeners.compute(topic, (unused, present) -> {
            List<Runnable> ofTopic = present == null ? new CopyOnWriteArrayList<>() : present;
            ofTopic.add(listener);
            return ofTopic;
        });
        synchronized (this) {
            if (listening == null) {
                listening = daemon(this::listen, "store-listen");
                listening.start();
            }
        }
        return () -> listeners.computeIfPresent(topic, (unused, ofTopic) -> {
            ofTopic.remove(listener);
            return ofTopic.isEmpty() ? null : ofTopic;
        });
    }

    @Override
    public void send(String topic) {
        if (unsent.add(topic)) {
            try {
                sending.execute(this::sendAll);
            } catch (RejectedExecutionException closing) {
                LOGGER.debug("a notification came after the close; other nodes find the mail by polling");
            }
        }
    }

    private void sendAll() {
        List<String> topics = List.copyOf(unsent);
        unsent.removeAll(topics);
        if (topics.isEmpty()) {
            return;
        }
        try {
            writer.accept(sql -> {
                sql.update("SET LOCAL synchronous_commit TO off");
                topics.forEach(topic -> sql.query("SELECT pg_notify(?, ?)", row -> true, CHANNEL, self + " " + topic));
                return true;
            });
        } catch (StoreException e) {
            LOGGER.debug("notifications were not sent; other nodes find the mail by polling", e);
        }
    }

    private void listen() {
        boolean logged = false;
        while (closed.getCount() > 0) {
            try (Connection connection = PostgresqlConnector.single(settings)) {
                execute(connection, "LISTEN " + CHANNEL);
                logged = false;
                listeners.values().forEach(PostgresqlNotifications::call);
                hear(connection);
            } catch (SQLException e) {
                if (!logged && closed.getCount() > 0) {
                    LOGGER.warn(
                            "notifications of other nodes cannot be received now; their mail is found later, by polling: {}",
                            e.getMessage());
                }
                logged = true;
            }
            pause();
        }
    }

    private void hear(Connection connection) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        for (int round = 1; closed.getCount() > 0; round++) {
            PGNotification[] heard = server.getNotifications(LISTEN_MILLIS);
            for (PGNotification each : heard == null ? new PGNotification[0] : heard) {
                hear(each.getParameter());
            }
            if (round % ASK_EVERY == 0) {
                // A connection that was lost without a word is found out.
                execute(connection, "SELECT 1");
            }
        }
    }

    private void hear(String said) {
        int space = said.indexOf(' ');
        if (space > 0 && !said.substring(0, space).equals(self)) {
            call(listeners.getOrDefault(said.substring(space + 1), List.of()));
        }
    }

    private static void call(List<Runnable> ofTopic) {
        for (Runnable listener : ofTopic) {
            try {
                listener.run();
            } catch (RuntimeException | Error e) {
                LOGGER.error("a fault in handling a notification of another node; it is ignored", e);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pause() {
        try {
            if (closed.await(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOGGER.debug("no more notifications are received");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was to be sent is: a command ends right after what it did. */
    @Override
    public void close() {
        sending.shutdown();
        try {
            if (!sending.awaitTermination(LAST_SENDING_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.debug("notifications were not sent in time; other nodes find the mail by polling");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed.countDown();
    }
}
