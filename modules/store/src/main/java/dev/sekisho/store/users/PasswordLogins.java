// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.password.StoredHash;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.james.core.Username;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks passwords. A changed, revoked or expired one, and one of a disabled account, stops working at once, whoever changed it. Safe for all threads. */
final class PasswordLogins {
    private static final Logger LOGGER = LoggerFactory.getLogger(PasswordLogins.class);

    private static final int MOST_REMEMBERED = 10_000;
    /** Clients look for mail every few minutes, and each hash costs as much CPU as some hundred messages. */
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final Database database;
    private final PasswordHasher hasher;
    private final AccountSalts salts;
    private final Clock clock;
    private final CredentialFingerprint.Maker fingerprints = new CredentialFingerprint.Maker();
    private final PasswordChecks<Set<String>> checks = new PasswordChecks<>();
    private final VerifiedCredentialCache verified =
            new VerifiedCredentialCache(MOST_REMEMBERED, REMEMBERED_FOR, System::nanoTime);

    PasswordLogins(Database database, PasswordHasher hasher, AccountSalts salts, Clock clock) {
        this.database = database;
        this.hasher = hasher;
        this.salts = salts;
        this.clock = clock;
    }

    /**
     * Checks a password.
     *
     * @param which of the account's passwords it may be
     */
    PasswordCheck check(Username user, String password, PasswordScope needed, Predicate<StoredPassword> which) {
        StoredAccount account =
                database.read(sql -> UserTable.account(sql, user)).only(which);
        return PasswordCheck.decide(account, matching(user, password, account), needed, clock.instant());
    }

    /** Whether a check of these credentials takes no derivation, since they were found right a short time ago. */
    boolean remembers(Username user, String password) {
        StoredAccount account = database.read(sql -> UserTable.account(sql, user));
        return verified.find(fingerprints.of(user.asString(), password, account.fingerprinted()))
                .isPresent();
    }

    private Set<String> matching(Username user, String password, StoredAccount account) {
        CredentialFingerprint credentials = fingerprints.of(user.asString(), password, account.fingerprinted());
        // Once more within the check: one of equal credentials may have ended in between.
        return verified.find(credentials)
                .orElseGet(() -> checks.outcome(
                        credentials,
                        () -> verified.find(credentials)
                                .orElseGet(() -> compare(user, password, account, credentials))));
    }

    private Set<String> compare(
            Username user, String password, StoredAccount account, CredentialFingerprint credentials) {
        Set<String> matching = hasher.matching(hashes(user, account), user.asString(), password);
        if (!matching.isEmpty()) {
            StoredAccount renewed = renewed(user, password, account, matching);
            verified.add(
                    renewed == account
                            ? credentials
                            : fingerprints.of(user.asString(), password, renewed.fingerprinted()),
                    matching);
        }
        return matching;
    }

    private static Map<String, StoredHash> hashes(Username user, StoredAccount account) {
        Map<String, StoredHash> hashes = new LinkedHashMap<>();
        account.passwords()
                .forEach(each -> StoredPassword.read(each.hash())
                        .ifPresentOrElse(hash -> hashes.put(each.name(), hash), () -> unreadable(user, each)));
        return hashes;
    }

    private static void unreadable(Username user, StoredPassword password) {
        String what = "the hash of the password " + password.name() + " of " + user.asString()
                + " cannot be read, nobody can log in with it; change it with 'user password change'";
        TransientFailureLog.ofProcess()
                .error(LOGGER, new IllegalArgumentException("a hash of no known form"), () -> what);
    }

    /** Replaces hashes of other systems, and those of fewer iterations. */
    private StoredAccount renewed(Username user, String password, StoredAccount account, Set<String> matching) {
        StoredAccount renewed = account;
        for (StoredPassword each : account.passwords()) {
            Optional<HashParameters> others = renewed.parametersBeside(each.name());
            if (matching.contains(each.name()) && isOutdated(each, others)) {
                HashParameters parameters = others.orElseGet(() -> hasher.parameters(salts.of(user)));
                String hash = hasher.hash(password, parameters).asString();
                database.write(sql -> {
                    PasswordTable.renewHash(sql, user, each.name(), each.hash(), hash);
                    return true;
                });
                renewed = renewed.with(each.name(), hash);
            }
        }
        return renewed;
    }

    /** One of fewer iterations stays as long as others of the account have the same, which SCRAM could not tell apart. */
    private boolean isOutdated(StoredPassword password, Optional<HashParameters> others) {
        Optional<HashParameters> own = password.parameters();
        return own.isEmpty() || others.isEmpty() && hasher.isOutdated(own.get());
    }
}
