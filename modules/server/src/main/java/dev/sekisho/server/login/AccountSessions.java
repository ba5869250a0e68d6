// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are logged in. One whose account was removed or has got another password since its login is ended, whoever changed it and
 * on which node: every {@link #BETWEEN_LOOKS} the store is asked for the accounts of all sessions at once. Safe for all threads.
 */
@Singleton
public final class AccountSessions {
    /** Between two looks at the accounts. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(AccountSessions.class);

    private final Function<Collection<Username>, Map<Username, Instant>> accounts;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = timer();

    /** With the accounts of this store. */
    @Inject
    public AccountSessions(Store store) {
        this(store.users()::changed);
    }

    /** @param accounts when those of these accounts that there are have changed last; blocks */
    public AccountSessions(Function<Collection<Username>, Map<Username, Instant>> accounts) {
        this.accounts = accounts;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "account-sessions");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(2 * BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    /** One session; equal to none but itself. */
    private static final class Session {
        private final List<CheckedAccount> accounts;
        private final Runnable end;

        private Session(List<CheckedAccount> accounts, Runnable end) {
            this.accounts = accounts;
            this.end = end;
        }
    }

    /** An account as it is now; to be asked before its credentials are checked. Blocks. */
    public CheckedAccount look(Username user) {
        return new CheckedAccount(
                user, Optional.ofNullable(accounts.apply(List.of(user)).get(user)));
    }

    /**
     * A client has logged in. Does not block.
     *
     * @param of the accounts that it uses
     * @param goodbye tells the client that one of them has changed
     */
    public void add(ClientConnection connection, List<CheckedAccount> of, Runnable goodbye) {
        Session session = new Session(of, () -> connection.closeWhenIdle(goodbye, EndReason.ACCOUNT_CHANGED));
        sessions.add(session);
        connection.whenGone(() -> sessions.remove(session));
        schedule();
    }

    private void schedule() {
        if (!sessions.isEmpty() && scheduled.compareAndSet(false, true)) {
            timer.schedule(this::due, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void due() {
        scheduled.set(false);
        try {
            endChanged();
        } catch (RuntimeException e) {
            TransientFailureLog.ofProcess()
                    .error(LOGGER, e, () -> "whether accounts have changed since logins cannot be seen");
        } finally {
            schedule();
        }
    }

    /** Ends the sessions whose accounts have changed. Blocks. */
    public void endChanged() {
        List<Session> open = List.copyOf(sessions);
        if (open.isEmpty()) {
            return;
        }
        Set<Username> users = open.stream()
                .flatMap(session -> session.accounts.stream())
                .map(CheckedAccount::user)
                .collect(Collectors.toSet());
        Map<Username, Instant> now = accounts.apply(users);
        for (Session session : open) {
            if (!session.accounts.stream().allMatch(account -> account.isUnchanged(now)) && sessions.remove(session)) {
                session.end.run();
            }
        }
    }
}
