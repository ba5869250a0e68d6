// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.SqlUsersRepository;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.inject.Inject;
import javax.inject.Singleton;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks credentials against the passwords of the store, or against another users repository that has its place. */
@Singleton
public final class LoginChecker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoginChecker.class);

    private final UsersRepository users;
    private final FailedLogins failedLogins;
    private final ExposedAccounts exposed;
    private final AccountSessions sessions;
    private final AccountPasswords passwords;
    private final LoginTurns turns = new LoginTurns();

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
        this.passwords = users instanceof SqlUsersRepository store
                ? new StorePasswords(store.passwords())
                : new RepositoryPasswords(users);
    }

    /** The sessions that are logged in. */
    public AccountSessions sessions() {
        return sessions;
    }

    /** Somebody sent a password in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, ListenerName listener) {
        exposed.sentInClear(name, listener);
    }

    /** True while the address is not asked for logins. Does not block. */
    public boolean heldOff(InetAddress client) {
        return failedLogins.active(ClientNetwork.of(client));
    }

    /**
     * Checks the credentials of a client. Does not block: workers look at what costs little, and what takes a derivation waits for its turn.
     *
     * @param then is called on the event loop
     * @param failed is called there with a fault
     */
    public void login(
            ClientConnection connection, LoginAttempt attempt, Consumer<LoginResult> then, Consumer<Throwable> failed) {
        connection.offload(
                () -> isCheap(attempt) ? Optional.of(login(attempt)) : Optional.<LoginResult>empty(),
                result -> result.ifPresentOrElse(then, () -> takeTurn(connection, attempt, then, failed)),
                failed);
    }

    private void takeTurn(
            ClientConnection connection, LoginAttempt attempt, Consumer<LoginResult> then, Consumer<Throwable> failed) {
        Executor turn = turns.of(
                ClientNetwork.of(attempt.client()), attempt.credentials().user());
        connection.offload(
                turn, () -> connection.connected() ? login(attempt) : new LoginResult.Unavailable(), then, failure -> {
                    if (failure instanceof RejectedExecutionException tooMany) {
                        then.accept(unavailable(attempt, tooMany, "too many logins wait"));
                    } else {
                        failed.accept(failure);
                    }
                });
    }

    /** Whether a login takes no derivation. What cannot be looked at fails again in the login itself. */
    private boolean isCheap(LoginAttempt attempt) {
        Username user = name(attempt.credentials().user());
        if (heldOff(attempt.client())) {
            return true;
        }
        return attempt.credentials().checkedBy(new SaslCredentials.Check<RuntimeException>() {
            @Override
            public boolean password(PasswordCredentials credentials) {
                return user != null && isRemembered(user, credentials.password());
            }

            @Override
            public boolean verified(VerifiedCredentials credentials) {
                return true;
            }
        });
    }

    private boolean isRemembered(Username user, String password) {
        try {
            return passwords.isCheap(user, password);
        } catch (StoreException cannotBeRead) {
            return true;
        }
    }

    /** Checks credentials. Blocks. */
    LoginResult login(LoginAttempt attempt) {
        if (heldOff(attempt.client())) {
            return new LoginResult.HeldOff();
        }
        Username user = name(attempt.credentials().user());
        PasswordCheck.Reason reason = PasswordCheck.Reason.CREDENTIALS;
        try {
            if (user != null) {
                CredentialCheck check = new CredentialCheck(passwords, sessions::look, user, attempt);
                Optional<CheckedAccount> account = check.run();
                if (account.isPresent()) {
                    return new LoginResult.Accepted(account.get());
                }
                reason = check.reason();
            }
        } catch (StoreException e) {
            return unavailable(attempt, e, "the users cannot be read");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            String why = e instanceof UsersRepositoryException ? "the users cannot be read" : e.toString();
            return unavailable(attempt, e, why);
        }
        failedLogins.failed(ClientNetwork.of(attempt.client()), attempt.limits());
        return new LoginResult.Refused(known(user), reason);
    }

    /** Whether there is such an account, and it is not disabled. Blocks. */
    public boolean mayLogIn(Username user) throws UsersRepositoryException {
        return passwords.mayLogIn(user);
    }

    private static LoginResult unavailable(LoginAttempt attempt, Exception cause, String why) {
        TransientFailureLog.ofProcess()
                .error(
                        LOGGER,
                        cause,
                        () -> "listener " + attempt.listener() + ": a login from "
                                + attempt.client().getHostAddress() + " cannot be checked: " + why);
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

    /** Writes down what was collected. No login is checked any more. */
    @Override
    public void close() {
        turns.close();
        passwords.close();
    }
}
