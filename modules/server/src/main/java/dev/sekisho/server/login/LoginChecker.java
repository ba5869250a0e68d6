// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.net.InetAddress;
import java.util.Optional;
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
    private final FailedLogins failedLogins;
    private final ExposedAccounts exposed;
    private final AccountSessions sessions;

    /** Logins of these users. */
    @Inject
    public LoginChecker(
            UsersRepository users, FailedLoginLimiter failedLogins, ExposedAccounts exposed, AccountSessions sessions) {
        this(users, (FailedLogins) failedLogins, exposed, sessions);
    }

    /** Logins of these users, with bad ones remembered elsewhere. */
    public LoginChecker(
            UsersRepository users, FailedLogins failedLogins, ExposedAccounts exposed, AccountSessions sessions) {
        this.users = users;
        this.failedLogins = failedLogins;
        this.exposed = exposed;
        this.sessions = sessions;
    }

    /** The sessions that are logged in. */
    public AccountSessions sessions() {
        return sessions;
    }

    /** Somebody tried a login in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, ListenerName listener) {
        exposed.sentInClear(name, listener);
    }

    /** True while the address is not asked for logins. Does not block. */
    public boolean heldOff(InetAddress client) {
        return failedLogins.active(ClientNetwork.of(client));
    }

    /**
     * Checks credentials.
     *
     * @param listener the listener's name, for the log
     */
    public LoginResult login(
            SaslCredentials credentials, InetAddress client, ListenerName listener, FailedLoginLimits limits) {
        if (heldOff(client)) {
            return new LoginResult.HeldOff();
        }
        Username user = name(credentials.user());
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
        failedLogins.failed(ClientNetwork.of(client), limits);
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
        failedLogins.failed(ClientNetwork.of(client), limits);
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
