// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.policy.login.Guesser.Standing;
import dev.sekisho.server.sasl.LoginAccounts;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.limit.ClientNetwork;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.SqlUsersRepository;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final LoginNames names;
    private final GuessGuard guard;
    private final ExposedAccounts exposed;
    private final AccountSessions sessions;
    private final AccountPasswords passwords;
    private final PopBeforeSmtp popBeforeSmtp;
    private final DerivationTurns turns = new DerivationTurns();
    private final LongAdder ended = new LongAdder();

    /** Logins of these users. */
    @Inject
    public LoginChecker(
            UsersRepository users,
            LoginNames names,
            SharedGuessGuard guard,
            ExposedAccounts exposed,
            AccountSessions sessions) {
        this(users, names, (GuessGuard) guard, exposed, sessions);
    }

    /** Logins of these users, with another guard. */
    public LoginChecker(
            UsersRepository users,
            LoginNames names,
            GuessGuard guard,
            ExposedAccounts exposed,
            AccountSessions sessions) {
        this.users = users;
        this.names = names;
        this.guard = guard;
        this.exposed = exposed;
        this.sessions = sessions;
        this.passwords = users instanceof SqlUsersRepository store
                ? new StorePasswords(store.passwords())
                : new RepositoryPasswords(users);
        this.popBeforeSmtp = new PopBeforeSmtp(
                users instanceof SqlUsersRepository store
                        ? Optional.of(store.passwords().popLogins())
                        : Optional.empty(),
                Clock.systemUTC());
    }

    /** The sessions that are logged in. */
    public AccountSessions sessions() {
        return sessions;
    }

    /** Who may send without a login, for having read mail. */
    public PopBeforeSmtp popBeforeSmtp() {
        return popBeforeSmtp;
    }

    /** Somebody tried a login in cleartext for an account of this name, which may be none. Does not block. */
    public void sentInClear(String name, Optional<String> domain, ListenerName listener) {
        exposed.sentInClear(name, domain, listener);
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
     * Checks the credentials of a client. Does not block: workers look at what costs little, and what takes a derivation waits for its turn.
     *
     * @param then is called on the event loop
     * @param failed is called there with a fault
     */
    public void login(
            ClientConnection connection, LoginAttempt attempt, Consumer<LoginResult> then, Consumer<Throwable> failed) {
        new LoginTurn(this, connection, attempt, then, failed).take();
    }

    /** The threads that derive passwords, for a login's turn. Blocks. */
    Executor turn(LoginAttempt attempt) {
        return turns.of(standing(attempt), ClientNetwork.of(attempt.client()), counted(attempt));
    }

    private Standing standing(LoginAttempt attempt) {
        try {
            return guard.standing(attempt.client(), counted(attempt));
        } catch (StoreException failsAgainInTheLoginItself) {
            return Standing.STRANGER;
        }
    }

    /** The name by which a login counts. */
    private String counted(LoginAttempt attempt) {
        return account(attempt)
                .map(Username::asString)
                .orElse(attempt.credentials().user());
    }

    private Optional<Username> account(LoginAttempt attempt) {
        return names.account(attempt.credentials().user(), attempt.domain());
    }

    /**
     * The account that a client means by a name, whether there is such a one or not; empty if an account cannot have the name. Blocks.
     *
     * @param domain completes a name without a domain; empty for the only local one
     */
    public Optional<Username> account(String written, Optional<String> domain) {
        return names.account(written, domain);
    }

    /**
     * The accounts, as mechanisms may ask for them.
     *
     * @param domain completes a name without a domain; empty for the only local one
     */
    public LoginAccounts accounts(Optional<String> domain) {
        return new NamedAccounts(names, passwords, domain);
    }

    /** Whether a login takes no derivation. What cannot be looked at fails again in the login itself. Blocks. */
    boolean isCheap(LoginAttempt attempt) {
        if (refusal(attempt.client(), attempt.limits()).isPresent()) {
            return true;
        }
        return attempt.credentials().checkedBy(new CheapLogin(names, passwords, attempt.domain()));
    }

    /** Checks credentials. Blocks. */
    LoginResult login(LoginAttempt attempt) {
        Username user;
        GuessAttempt guess;
        try {
            user = account(attempt).orElse(null);
            guess = guard.begin(attempt.client(), counted(attempt), attempt.limits());
        } catch (StoreException e) {
            return unavailable(attempt, e, "failed logins cannot be read");
        }
        return guess.decision()
                .fold(
                        delay -> answered(guess, counted(guess, () -> check(attempt, user)), delay),
                        LoginResult.Waiting::new,
                        LoginResult.HeldOff::new);
    }

    /** How many logins have had their credentials looked at. */
    long ended() {
        return ended.sum();
    }

    /** What nobody foresaw counts as wrong, so that it cannot be brought about without end. */
    private LoginResult counted(GuessAttempt guess, Supplier<LoginResult> check) {
        try {
            return check.get();
        } catch (RuntimeException | Error e) {
            guess.wrong(Optional.empty());
            throw e;
        } finally {
            ended.increment();
        }
    }

    /** Tells the guard of the result, which it gives back. */
    private static LoginResult answered(GuessAttempt guess, LoginResult result, Duration delay) {
        result.giveTo(new LoginResult.Receiver() {
            @Override
            public void accepted(CheckedAccount account) {
                guess.right(account.user().asString());
            }

            @Override
            public void refused(Optional<String> known) {
                if (result.reason().filter(PasswordCheck.Reason.NO_KEYS::equals).isPresent()) {
                    guess.undone();
                } else {
                    guess.wrong(known);
                }
            }

            @Override
            public void heldOff(GuessRefusal why) {
                guess.undone();
            }

            @Override
            public void unavailable() {
                guess.undone();
            }
        });
        return delay.isZero() ? result : new LoginResult.Delayed(result, delay);
    }

    private LoginResult check(LoginAttempt attempt, @Nullable Username user) {
        PasswordCheck.Reason reason = PasswordCheck.Reason.CREDENTIALS;
        try {
            if (user != null && actsForAnother(attempt, user)) {
                reason = PasswordCheck.Reason.ACTING_FOR_ANOTHER;
            } else if (user != null) {
                CredentialCheck check = new CredentialCheck(passwords, sessions::look, user, attempt);
                Optional<CheckedAccount> account = check.run();
                if (account.isPresent()) {
                    return new LoginResult.Accepted(account.get(), check.last());
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
        return new LoginResult.Refused(known(user), reason);
    }

    private boolean actsForAnother(LoginAttempt attempt, Username user) {
        Optional<String> named = attempt.credentials().actingFor();
        return !attempt.actsForOthers()
                && named.isPresent()
                && !names.account(named.get(), attempt.domain()).equals(Optional.of(user));
    }

    /** Whether there is such an account, and it is not disabled. Blocks. */
    public boolean mayLogIn(Username user) throws UsersRepositoryException {
        return passwords.mayLogIn(user);
    }

    /** The login cannot be checked at the moment. */
    static LoginResult unavailable(LoginAttempt attempt, Exception cause, String why) {
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

    /** Writes down what was collected. No login is checked any more. */
    @Override
    public void close() {
        turns.close();
        passwords.close();
    }
}
