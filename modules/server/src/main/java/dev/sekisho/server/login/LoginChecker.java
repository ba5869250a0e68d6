// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks credentials against James' users. Blocks; called by workers only. */
@Singleton
public final class LoginChecker {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoginChecker.class);

    private final UsersRepository users;
    private final GuessGuard guard;
    private final ExposedAccounts exposed;
    private final AccountSessions sessions;

    /** Logins of these users. */
    @Inject
    public LoginChecker(
            UsersRepository users, SharedGuessGuard guard, ExposedAccounts exposed, AccountSessions sessions) {
        this(users, (GuessGuard) guard, exposed, sessions);
    }

    /** Logins of these users, with another guard. */
    public LoginChecker(UsersRepository users, GuessGuard guard, ExposedAccounts exposed, AccountSessions sessions) {
        this.users = users;
        this.guard = guard;
        this.exposed = exposed;
        this.sessions = sessions;
    }

    /** The sessions that are logged in. */
    public AccountSessions sessions() {
        return sessions;
    }

    /** Somebody sent a password in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, ListenerName listener) {
        exposed.sentInClear(name, listener);
    }

    /** Why the address is not asked for logins; empty if it is. Does not block. */
    public Optional<GuessRefusal> refusal(InetAddress client, FailedLoginLimits limits) {
        return guard.refusal(client, limits);
    }

    /** True if no connection of the address is to be taken on any port. Does not block. */
    public boolean refusesConnections(InetAddress client) {
        return guard.refusesConnections(client);
    }

    /**
     * Checks credentials.
     *
     * @param listener the listener's name, for the log
     */
    public LoginResult login(
            SaslCredentials credentials, InetAddress client, ListenerName listener, FailedLoginLimits limits) {
        Username user = name(credentials.user());
        GuessAttempt attempt;
        try {
            attempt = guard.begin(client, user == null ? credentials.user() : user.asString(), limits);
        } catch (StoreException e) {
            return unavailable(client, listener, e, "failed logins cannot be read");
        }
        return attempt.decision()
                .fold(
                        delay -> answered(
                                attempt, counted(attempt, () -> check(credentials, user, client, listener)), delay),
                        LoginResult.Waiting::new,
                        LoginResult.HeldOff::new);
    }

    /** What nobody foresaw counts as wrong, so that it cannot be brought about without end. */
    private static LoginResult counted(GuessAttempt attempt, Supplier<LoginResult> check) {
        try {
            return check.get();
        } catch (RuntimeException | Error e) {
            attempt.wrong(Optional.empty());
            throw e;
        }
    }

    /** Tells the guard of the result, which it gives back. */
    private static LoginResult answered(GuessAttempt attempt, LoginResult result, Duration delay) {
        result.giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(CheckedAccount account) {
                attempt.right(account.user().asString());
            }

            @Override
            public void refused(Optional<String> known) {
                attempt.wrong(known);
            }

            @Override
            public void heldOff(GuessRefusal why) {
                attempt.undone();
            }

            @Override
            public void unavailable() {
                attempt.undone();
            }
        });
        return delay.isZero() ? result : new LoginResult.Delayed(result, delay);
    }

    private LoginResult check(
            SaslCredentials credentials, @Nullable Username user, InetAddress client, ListenerName listener) {
        try {
            // Asked first: a password that changes while it is checked ends the session.
            Optional<CheckedAccount> account = Optional.ofNullable(user).map(sessions::look);
            if (account.isPresent()
                    && credentials.checkedBy(new AccountCheck(account.get().user(), client))) {
                return new LoginResult.Accepted(account.get());
            }
        } catch (StoreException e) {
            return unavailable(client, listener, e, "the users cannot be read");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            String why = e instanceof UsersRepositoryException ? "the users cannot be read" : e.toString();
            return unavailable(client, listener, e, why);
        }
        return new LoginResult.Refused(known(user));
    }

    private static LoginResult unavailable(InetAddress client, ListenerName listener, Exception cause, String why) {
        TransientFailureLog.ofProcess()
                .error(
                        LOGGER,
                        cause,
                        () -> "listener " + listener + ": a login from " + client.getHostAddress()
                                + " cannot be checked: " + why);
        return new LoginResult.Unavailable();
    }

    /** Counts a login against a client's address that failed though no credentials were wrong. Does not block. */
    public void countFailure(InetAddress client, FailedLoginLimits limits) {
        guard.failed(client, limits);
    }

    /** Asked of every name alike, so that the time tells nothing. What cannot be read is not known. */
    private Optional<String> known(@Nullable Username user) {
        try {
            return user != null && users.contains(user) ? Optional.of(user.asString()) : Optional.empty();
        } catch (UsersRepositoryException cannotBeRead) {
            return Optional.empty();
        }
    }

    private static @Nullable Username name(String text) {
        try {
            // A name in another spelling is the user's own address still; one without a domain stays what it is.
            return Username.of(EmailAddress.parse(text).map(EmailAddress::text).orElse(text));
        } catch (RuntimeException notAName) {
            return null;
        }
    }

    /** Whether credentials are those of one account. */
    private final class AccountCheck implements SaslCredentials.Check<Exception> {
        private final Username user;
        private final InetAddress client;

        private AccountCheck(Username user, InetAddress client) {
            this.user = user;
            this.client = client;
        }

        @Override
        public boolean password(PasswordCredentials credentials) throws UsersRepositoryException {
            return users.test(user, credentials.password());
        }

        @Override
        public boolean verified(VerifiedCredentials credentials) throws Exception {
            return holds(credentials.verification()) && users.contains(user);
        }

        /** A check that fails without saying that the result is unknown has refused: it counts, so that it is not tried without end. */
        private boolean holds(VerifiedCredentials.Verification verification) throws Exception {
            try {
                return verification.holds();
            } catch (RuntimeException fault) {
                String what =
                        "the check by " + verification.getClass().getName().replaceAll("\\$\\$Lambda.*", "")
                                + " of a login from " + client.getHostAddress() + " failed, the login is refused";
                TransientFailureLog.ofProcess().error(LOGGER, fault, () -> what);
                return false;
            }
        }
    }
}
