// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.store.Store;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordStamp;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * The sessions that are logged in. One whose account was removed or disabled since its login, or whose password was changed or revoked or has expired, is
 * ended, whoever changed it and on which node; those that came by another password go on: every {@link #BETWEEN_LOOKS} the store is asked for the accounts of all sessions at once. Safe for all threads.
 */
@Singleton
public final class AccountSessions {
    /** Between two looks at the accounts. */
    public static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(AccountSessions.class);

    private final Function<Collection<Username>, Map<Username, Set<PasswordStamp>>> accounts;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer =
            LoginThreads.timer("account-sessions", BETWEEN_LOOKS.multipliedBy(2));

    /** With the accounts of this store. */
    @Inject
    public AccountSessions(Store store) {
        this(store.users().passwords()::stamps);
    }

    /** @param accounts what logins of those of these accounts that there are may have come by; blocks */
    public AccountSessions(Function<Collection<Username>, Map<Username, Set<PasswordStamp>>> accounts) {
        this.accounts = accounts;
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

    /** An account itself as it is now; to be asked before its credentials are checked. Blocks. */
    public CheckedAccount look(Username user) {
        return new CheckedAccount(
                user,
                accounts.apply(List.of(user)).getOrDefault(user, Set.of()).stream()
                        .filter(PasswordStamp::isOfAccount)
                        .findFirst());
    }

    /**
     * A client has logged in. Does not block.
     *
     * @param of the accounts that it uses
     * @param goodbye tells the client that one of them has changed
     */
    public void add(ClientConnection connection, List<CheckedAccount> of, Runnable goodbye) {
        Session session = new Session(of, () -> connection.cut(goodbye, EndReason.ACCOUNT_CHANGED));
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
        Map<Username, Set<PasswordStamp>> now = accounts.apply(users);
        for (Session session : open) {
            if (!session.accounts.stream().allMatch(account -> account.isUnchanged(now)) && sessions.remove(session)) {
                session.end.run();
            }
        }
    }
}
