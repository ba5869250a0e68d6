// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.store.domains.LocalDomains;
import dev.sekisho.store.mailbox.change.AccountFolders;
import dev.sekisho.store.rewriting.RewriteTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Domain;
import org.apache.james.core.Username;

/**
 * The users, by their full address. What is changed here another process on the same store sees at its next look;
 * a changed or removed password stops working at once.
 */
public final class Users {

    private static final String NOT_IN_NAMES = "\"(),:; <>@[\\]";
    /** Stands for all addresses of a domain in the table of rewritings. */
    private static final String ALL = "*";

    private static final int MOST_REMEMBERED = 10_000;
    /** Clients look for mail every few minutes, and each hash costs as much CPU as some hundred messages. */
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final Database database;
    private final LocalDomains domains;
    private final PasswordHasher passwords;
    private final CredentialFingerprint.Maker fingerprints = new CredentialFingerprint.Maker();
    private final PasswordChecks checks = new PasswordChecks();
    private final VerifiedCredentialCache verified =
            new VerifiedCredentialCache(MOST_REMEMBERED, REMEMBERED_FOR, System::nanoTime);

    /** On an opened database. */
    public Users(Database database, LocalDomains domains, PasswordHasher passwords) {
        this.database = database;
        this.domains = domains;
        this.passwords = passwords;
    }

    /** Makes a user of a local domain. Takes the time of hashing a password. */
    public UserChangeResult add(Username user, String password) {
        if (!isAllowedName(user)) {
            return UserChangeResult.NAME_NOT_ALLOWED;
        }
        if (password.isEmpty()) {
            return UserChangeResult.PASSWORD_NOT_ALLOWED;
        }
        String hash = passwords.hash(password).asString();
        return database.write(sql -> {
            if (!hasLocalDomain(sql, user)) {
                return UserChangeResult.UNKNOWN_DOMAIN;
            }
            if (RewriteTable.claims(sql, user)) {
                return UserChangeResult.IS_REWRITTEN;
            }
            return insert(sql, user, hash) ? UserChangeResult.DONE : UserChangeResult.ALREADY_EXISTS;
        });
    }

    private boolean hasLocalDomain(Sql sql, Username user) {
        Optional<Domain> domain = user.getDomainPart();
        return domain.isPresent() && domains.contains(sql, domain.get());
    }

    private static boolean isAllowedName(Username user) {
        boolean plain = user.getLocalPart().chars().noneMatch(c -> NOT_IN_NAMES.indexOf(c) >= 0);
        return plain
                && !user.getLocalPart().equals(ALL)
                && (!user.hasDomainPart()
                        || EmailAddress.parse(user.asString())
                                .map(EmailAddress::key)
                                .equals(Optional.of(user.asString())));
    }

    /** Gives a user another password. Takes the time of hashing a password. */
    public UserChangeResult changePassword(Username user, String password) {
        if (password.isEmpty()) {
            return UserChangeResult.PASSWORD_NOT_ALLOWED;
        }
        return setHash(user, passwords.hash(password)) ? UserChangeResult.DONE : UserChangeResult.UNKNOWN_USER;
    }

    /** Removes a user, who can log in no more. Mailboxes are not touched. */
    public UserChangeResult remove(Username user) {
        return database.<Boolean>write(sql -> UserTable.delete(sql, user))
                ? UserChangeResult.DONE
                : UserChangeResult.UNKNOWN_USER;
    }

    /**
     * Notes that somebody tried a login for a user in cleartext, until the password is changed: if it was the user, others may have read
     * the password. Writes once for each user, and nothing for who is none. Blocks.
     *
     * @return true if there is such a user, who was not exposed before
     */
    public boolean expose(Username user) {
        return database.read(sql -> UserTable.isUnexposed(sql, user))
                && database.<Boolean>write(sql -> UserTable.expose(sql, user));
    }

    /** The users for whom somebody tried a login in cleartext since their password was last changed, and when, in the order of their names. */
    public Map<Username, Instant> exposed() {
        return database.read(UserTable::exposed);
    }

    /** How many users {@link #exposed} has. */
    public static long countExposed(Sql sql) {
        return UserTable.exposed(sql).size();
    }

    /** Whether there is such a user. */
    public boolean exists(Username user) {
        return database.read(sql -> UserTable.exists(sql, user));
    }

    /**
     * When the accounts of these users were made or got their password, so that who has logged in before can be told from who may still use the
     * account; those that are no more are left out.
     */
    public Map<Username, Instant> changed(Collection<Username> users) {
        return database.read(sql -> UserTable.changed(sql, List.copyOf(users)));
    }

    /** All users in the order of their names. */
    public List<Username> list() {
        return database.read(UserTable::names);
    }

    /** How many users there are. */
    public long count() {
        return database.read(UserTable::count);
    }

    /**
     * Whether this is the user's password. Blocks for the time of hashing a password, unless the same credentials were
     * found right within the last hour or are being checked already: never to be called on a thread that serves
     * connections. A refusal takes the same time whether or not there is such a user.
     */
    public boolean verify(Username user, String password) {
        Optional<String> stored = storedHash(user);
        CredentialFingerprint credentials = fingerprints.of(user.asString(), password, stored.orElse(""));
        // Once more within the check: one of equal credentials may have ended in between.
        return verified.contains(credentials)
                || checks.outcome(
                        credentials,
                        () -> verified.contains(credentials) || check(user, password, stored, credentials));
    }

    private boolean check(Username user, String password, Optional<String> found, CredentialFingerprint credentials) {
        if (found.isEmpty()) {
            passwords.spend(password, 0);
            return false;
        }
        String stored = found.get();
        PasswordHash hash = PasswordHash.parse(stored);
        if (!passwords.matches(hash, password)) {
            passwords.spend(password, hash.iterations());
            return false;
        }
        verified.add(
                passwords.isOutdated(hash)
                        ? fingerprints.of(user.asString(), password, renew(user, password, stored))
                        : credentials);
        return true;
    }

    /** Makes the first checks as fast as later ones, in the background; to be closed, at the latest, when the server ends. */
    public AutoCloseable warm() {
        return passwords.warm();
    }

    private String renew(Username user, String password, String stored) {
        String renewed = passwords.hash(password).asString();
        database.write(sql -> {
            UserTable.renewHash(sql, user, stored, renewed);
            return true;
        });
        return renewed;
    }

    Optional<String> storedHash(Username user) {
        return database.read(sql -> UserTable.hash(sql, user));
    }

    boolean insert(Username user, String password) {
        String hash = passwords.hash(password).asString();
        return database.write(sql -> insert(sql, user, hash));
    }

    /** A user's mailboxes may be there from an earlier time. */
    private static boolean insert(Sql sql, Username user, String hash) {
        boolean isNew = UserTable.insert(sql, user, hash);
        if (isNew) {
            AccountFolders.provide(sql, user);
        }
        return isNew;
    }

    boolean setHash(Username user, PasswordHash hash) {
        return database.write(sql -> UserTable.setHash(sql, user, hash.asString()));
    }

    PasswordHash hash(String password) {
        return passwords.hash(password);
    }

    boolean matches(PasswordHash hash, String password) {
        return passwords.matches(hash, password);
    }
}
