// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.address.EmailAddress;
import dev.sekisho.store.domains.LocalDomains;
import dev.sekisho.store.mailbox.change.AccountFolders;
import dev.sekisho.store.password.ImportedHash;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.rewriting.RewriteTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

    private final Database database;
    private final LocalDomains domains;
    private final PasswordHasher passwords;
    private final AccountSalts salts;
    private final PasswordLogins logins;

    /** On an opened database. */
    public Users(Database database, LocalDomains domains, PasswordHasher passwords) {
        this.database = database;
        this.domains = domains;
        this.passwords = passwords;
        this.salts = new AccountSalts(database);
        this.logins = new PasswordLogins(database, passwords, salts, Clock.systemUTC());
    }

    /** Makes a user of a local domain. Takes the time of hashing a password. */
    public UserChangeResult add(Username user, String password) {
        return password.isEmpty()
                ? UserChangeResult.PASSWORD_NOT_ALLOWED
                : addWithHash(user, () -> hashOfNew(user, password));
    }

    /** Makes a user of a local domain whose password another system has hashed. */
    public UserChangeResult add(Username user, ImportedHash hash) {
        return addWithHash(user, hash::text);
    }

    private UserChangeResult addWithHash(Username user, Supplier<String> made) {
        if (!isAllowedName(user)) {
            return UserChangeResult.NAME_NOT_ALLOWED;
        }
        String hash = made.get();
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

    /** Gives a user another main password. Takes the time of hashing a password. */
    public UserChangeResult changePassword(Username user, String password) {
        return password.isEmpty() ? UserChangeResult.PASSWORD_NOT_ALLOWED : setMainPassword(user, password);
    }

    /** The passwords of the users. */
    public Passwords passwords() {
        return new Passwords(database, passwords, salts, logins);
    }

    /** Lets nobody log in as a user from now on, and ends the user's sessions within seconds; mail still comes. */
    public UserChangeResult disable(Username user) {
        return setDisabled(user, true);
    }

    /** Lets a user log in again. */
    public UserChangeResult enable(Username user) {
        return setDisabled(user, false);
    }

    private UserChangeResult setDisabled(Username user, boolean disabled) {
        return database.write(sql -> {
            if (!UserTable.exists(sql, user)) {
                return UserChangeResult.UNKNOWN_USER;
            }
            return UserTable.setDisabled(sql, user, disabled) ? UserChangeResult.DONE : UserChangeResult.NO_CHANGE;
        });
    }

    /** Lets a user send for a time from where the user has just read mail by POP3, on the listeners that allow it, or no longer. */
    public UserChangeResult setPopBeforeSmtp(Username user, boolean on) {
        return database.write(sql -> {
            if (!UserTable.exists(sql, user)) {
                return UserChangeResult.UNKNOWN_USER;
            }
            return UserTable.setPopBeforeSmtp(sql, user, on) ? UserChangeResult.DONE : UserChangeResult.NO_CHANGE;
        });
    }

    /** The users that have POP before SMTP. */
    public Set<Username> popBeforeSmtp() {
        return Set.copyOf(database.read(UserTable::popBeforeSmtp));
    }

    /** The users that are disabled, and since when, in the order of their names. */
    public Map<Username, Instant> disabled() {
        return database.read(UserTable::disabled);
    }

    /** The users that were made before a time and have not logged in since, and when they last did; empty if that is not known. */
    public Map<Username, Optional<Instant>> unusedSince(Instant since) {
        return database.read(sql -> UserTable.unusedSince(sql, since));
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

    /** All users in the order of their names. */
    public List<Username> list() {
        return database.read(UserTable::names);
    }

    /** How many users there are. */
    public long count() {
        return database.read(UserTable::count);
    }

    /**
     * Whether this is the user's main password, and may be used for all. Blocks as {@link Passwords#check} does.
     */
    public boolean verify(Username user, String password) {
        return logins.check(
                        user, password, PasswordScope.BOTH, each -> each.name().equals(NamedPassword.MAIN))
                .isRight();
    }

    /** Makes the first checks as fast as later ones, in the background; to be closed, at the latest, when the server ends. */
    public AutoCloseable warm() {
        return passwords.warm();
    }

    private String hashOfNew(Username user, String password) {
        return passwords.hash(password, passwords.parameters(salts.of(user))).asString();
    }

    boolean insert(Username user, String password) {
        String hash = hashOfNew(user, password);
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

    /** Also where the main password was revoked, or is empty. */
    UserChangeResult setMainPassword(Username user, String password) {
        return switch (passwords().set(user, NamedPassword.MAIN, password)) {
            case UNKNOWN_USER -> UserChangeResult.UNKNOWN_USER;
            case DONE -> UserChangeResult.DONE;
            case UNKNOWN_PASSWORD,
                    ALREADY_EXISTS,
                    NAME_NOT_ALLOWED,
                    PASSWORD_NOT_ALLOWED,
                    TOO_MANY,
                    IS_PASSWORD,
                    IS_A_KEY -> throw new IllegalStateException("a main password can always be set");
        };
    }
}
