// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordStamp;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of one login: whether credentials are those of an account, and of which of its passwords. Blocks; used once. */
final class CredentialCheck implements SaslCredentials.Check<Exception> {
    private static final Logger LOGGER = LoggerFactory.getLogger(CredentialCheck.class);

    private final AccountPasswords passwords;
    private final Function<Username, CheckedAccount> look;
    private final Username user;
    private final LoginAttempt attempt;
    private Optional<PasswordStamp> used = Optional.empty();
    private PasswordCheck.Reason reason = PasswordCheck.Reason.CREDENTIALS;

    /** @param look the account itself, as it is now */
    CredentialCheck(
            AccountPasswords passwords, Function<Username, CheckedAccount> look, Username user, LoginAttempt attempt) {
        this.passwords = passwords;
        this.look = look;
        this.user = user;
        this.attempt = attempt;
    }

    /** The account, if the credentials are right; as it was before they were looked at, so that a change meanwhile ends the session. */
    Optional<CheckedAccount> run() throws Exception {
        CheckedAccount before = look.apply(user);
        if (!attempt.credentials().checkedBy(this)) {
            return Optional.empty();
        }
        return Optional.of(used.map(password -> new CheckedAccount(user, Optional.of(password)))
                .orElse(before));
    }

    /** Why the credentials were refused. */
    PasswordCheck.Reason reason() {
        return reason;
    }

    @Override
    public boolean password(PasswordCredentials credentials) throws UsersRepositoryException {
        return passwords
                .check(user, credentials.password(), attempt.use(), attempt.client())
                .fold(this::right, this::wrong);
    }

    private boolean right(PasswordCheck.Right check) {
        used = Optional.of(check.password()).filter(password -> !password.isOfAccount());
        return true;
    }

    private boolean wrong(PasswordCheck.Wrong check) {
        reason = check.reason();
        return false;
    }

    @Override
    public boolean verified(VerifiedCredentials credentials) throws Exception {
        return holds(credentials.verification()) && passwords.mayLogIn(user);
    }

    /** A check that fails without saying that the result is unknown has refused: it counts, so that it is not tried without end. */
    private boolean holds(VerifiedCredentials.Verification verification) throws Exception {
        try {
            return verification.holds();
        } catch (RuntimeException fault) {
            String what = "the check by " + verification.getClass().getName().replaceAll("\\$\\$Lambda.*", "")
                    + " of a login from " + attempt.client().getHostAddress() + " failed, the login is refused";
            TransientFailureLog.ofProcess().error(LOGGER, fault, () -> what);
            return false;
        }
    }
}
