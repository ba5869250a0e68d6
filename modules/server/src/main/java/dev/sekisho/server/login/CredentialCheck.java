// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.sasl.KeyCredentials;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.RandomNonce;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.ScramCredentials;
import dev.sekisho.server.sasl.SecretCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.store.sql.TransientFailureLog;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordStamp;
import dev.sekisho.store.users.ScramAccount;
import dev.sekisho.store.users.SecretPassword;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of one login: whether credentials are those of an account, and of which of its passwords. Blocks; used once. */
final class CredentialCheck implements SaslCredentials.Check<Boolean, Exception> {
    private static final Logger LOGGER = LoggerFactory.getLogger(CredentialCheck.class);

    /** Answers for a name that has no secret cost one comparison, as those for a name with one do. */
    private static final String NO_SECRET = RandomNonce.next();

    private final AccountPasswords passwords;
    private final Function<Username, CheckedAccount> look;
    private final Username user;
    private final LoginAttempt attempt;
    private Optional<PasswordStamp> used = Optional.empty();
    private Optional<String> last = Optional.empty();
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

    /** What the mechanism says at last to whose credentials are right. */
    Optional<String> last() {
        return last;
    }

    /** Why the credentials were refused. */
    PasswordCheck.Reason reason() {
        return reason;
    }

    @Override
    public Boolean password(PasswordCredentials credentials) throws UsersRepositoryException {
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
    public Boolean scram(ScramCredentials credentials) {
        for (ScramAccount.Keys keys : credentials.account().keys()) {
            Optional<String> proof = credentials.proof().apply(keys.hash());
            if (proof.isPresent()) {
                return proved(keys.password(), keys.scope(), proof.get());
            }
        }
        boolean wants = credentials.account().wantsKeys();
        reason = wants ? PasswordCheck.Reason.NO_KEYS : PasswordCheck.Reason.CREDENTIALS;
        return false;
    }

    @Override
    public Boolean secret(SecretCredentials credentials) throws UsersRepositoryException {
        List<SecretPassword> secrets = passwords.secrets(user, credentials.mechanism());
        boolean none = secrets.isEmpty() && credentials.proof().apply(NO_SECRET).isEmpty();
        for (SecretPassword secret : secrets) {
            Optional<String> proof = credentials.proof().apply(secret.value());
            if (proof.isPresent()) {
                return proved(secret.password(), secret.scope(), proof.get());
            }
        }
        boolean wants = none && passwords.mayLogIn(user);
        reason = wants ? PasswordCheck.Reason.NO_KEYS : PasswordCheck.Reason.CREDENTIALS;
        return false;
    }

    @Override
    public Boolean key(KeyCredentials credentials) {
        return credentials
                .key()
                .filter(key -> key.user().equals(user.asString()))
                .map(key -> proved(key.password(), key.scope(), ""))
                .orElse(false);
    }

    private boolean proved(PasswordStamp which, PasswordScope scope, String saidAtLast) {
        if (!scope.covers(attempt.use())) {
            reason = PasswordCheck.Reason.SCOPE;
            return false;
        }
        used = Optional.of(which);
        last = Optional.of(saidAtLast).filter(text -> !text.isEmpty());
        passwords.used(user, which, attempt.client());
        return true;
    }

    @Override
    public Boolean verified(VerifiedCredentials credentials) throws Exception {
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
