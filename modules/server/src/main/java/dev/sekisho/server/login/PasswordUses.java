// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordUse;
import dev.sekisho.store.users.Passwords;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The times at which passwords were used, collected and written together some seconds later, so that no login waits for it. What cannot be written, or is
 * too much, is forgotten: the next use is written instead. Safe for all threads.
 */
final class PasswordUses implements AutoCloseable {
    static final Duration COLLECTING = Duration.ofSeconds(5);
    private static final int MOST = 10_000;
    private static final Logger LOGGER = LoggerFactory.getLogger(PasswordUses.class);

    private final Consumer<Map<Passwords.Id, PasswordUse>> writer;
    private final Map<Passwords.Id, PasswordUse> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = LoginThreads.timer("password-uses", COLLECTING.multipliedBy(2));

    /** @param writer writes them down; blocks */
    PasswordUses(Consumer<Map<Passwords.Id, PasswordUse>> writer) {
        this.writer = writer;
    }

    /** A password was used. Does not block. */
    void add(Passwords.Id password, PasswordUse use) {
        if (waiting.size() < MOST) {
            waiting.putIfAbsent(password, use);
        }
        if (!timer.isShutdown() && scheduled.compareAndSet(false, true)) {
            timer.schedule(this::due, COLLECTING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void due() {
        scheduled.set(false);
        write();
    }

    /** Writes what waits. Blocks. */
    void write() {
        Map<Passwords.Id, PasswordUse> uses = new HashMap<>(waiting);
        uses.forEach(waiting::remove);
        try {
            if (!uses.isEmpty()) {
                writer.accept(uses);
            }
        } catch (RuntimeException e) {
            TransientFailureLog.ofProcess()
                    .error(LOGGER, e, () -> "when passwords were last used cannot be written down");
        }
    }

    /** Writes what waits, and nothing after it. */
    @Override
    public void close() {
        timer.shutdownNow();
        write();
    }
}
