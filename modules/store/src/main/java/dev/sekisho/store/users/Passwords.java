// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.PasswordHasher;
import dev.sekisho.store.password.StoredHash;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.james.core.Username;

/**
 * The passwords of the users. What is changed here another process on the same store sees at its next look; a changed, revoked or expired password
 * stops working at once.
 */
public final class Passwords {
    /** An account has at most so many, so that a login does not compare without end. */
    public static final int MOST = 30;

    private final Database database;
    private final PasswordHasher hasher;
    private final AccountSalts salts;
    private final PasswordLogins logins;

    Passwords(Database database, PasswordHasher hasher, AccountSalts salts, PasswordLogins logins) {
        this.database = database;
        this.hasher = hasher;
        this.salts = salts;
        this.logins = logins;
    }

    /**
     * Checks a password. Blocks for the time of hashing a password, unless the same credentials were found right within the last hour or are being
     * checked already: never to be called on a thread that serves connections. A refusal takes the same time whether or not there is such a user.
     *
     * @param needed what the password is to be used for
     */
    public PasswordCheck check(Username user, String password, PasswordScope needed) {
        return logins.check(user, password, needed, any -> true);
    }

    /** Whether a check of these credentials takes no derivation, since they were found right within the last hour. Blocks for a look at the store. */
    public boolean remembers(Username user, String password) {
        return logins.remembers(user, password);
    }

    /** What SCRAM needs of a name. Blocks for a look at the store. */
    public ScramAccount scram(Username user) {
        StoredAccount account = database.read(sql -> UserTable.account(sql, user));
        HashParameters parameters = account.parameters().orElseGet(() -> hasher.parameters(salts.of(user)));
        Instant now = Instant.now();
        List<ScramAccount.Keys> keys = account.passwords().stream()
                .filter(each -> !account.isDisabled() && !each.password().isExpired(now))
                .flatMap(each -> each.keys().stream()
                        .filter(hash -> hash.parameters().equals(parameters))
                        .map(hash -> new ScramAccount.Keys(
                                stamp(each.password()), each.password().scope(), hash)))
                .toList();
        boolean wantsKeys = !account.isDisabled()
                && account.passwords().stream()
                        .anyMatch(each -> each.wantsKeys() && !each.password().isExpired(now));
        return new ScramAccount(parameters, keys, wantsKeys);
    }

    /** The secrets of a user that a mechanism may take now, in the order of their names. Blocks for a look at the store. */
    public List<SecretPassword> secrets(Username user, BuiltInMechanism mechanism) {
        StoredAccount account = database.read(sql -> UserTable.account(sql, user));
        Instant now = Instant.now();
        return account.passwords().stream()
                .filter(each -> !account.isDisabled() && !each.password().isExpired(now))
                .flatMap(each -> each.secretFor(mechanism).stream()
                        .map(value -> new SecretPassword(
                                stamp(each.password()), each.password().scope(), value)))
                .toList();
    }

    /** Whose key of a device this is; empty if it is nobody's, has ended, or its owner is disabled. Blocks for a look at the store. */
    public Optional<DeviceKey> owner(Pin key) {
        return database.read(sql -> PasswordTable.owner(sql, new StoredHash.Key(key), Instant.now()));
    }

    /** Where users have logged in by POP3, as far as they may send from there. */
    public PopLogins popLogins() {
        return new PopLogins(database);
    }

    private static PasswordStamp stamp(NamedPassword password) {
        return new PasswordStamp(password.name(), password.changed());
    }

    /** The passwords of a user in the order of their names; none of who is no user. */
    public List<NamedPassword> list(Username user) {
        return database.read(sql -> PasswordTable.of(sql, user)).stream()
                .map(StoredPassword::password)
                .toList();
    }

    /**
     * What sessions of these users may have been logged in by, as of now: the accounts themselves and their passwords. Those that are no more, are
     * disabled or have expired are left out.
     */
    public Map<Username, Set<PasswordStamp>> stamps(Collection<Username> users) {
        return database.read(sql -> UserTable.stamps(sql, List.copyOf(users), Instant.now()));
    }

    /**
     * Adds a password. Takes the time of hashing it.
     *
     * @param expires when it ends; empty for never
     */
    public PasswordChangeResult add(
            Username user, String name, String password, PasswordScope scope, Optional<Instant> expires) {
        if (!NamedPassword.isName(name)) {
            return PasswordChangeResult.NAME_NOT_ALLOWED;
        }
        return withHash(user, name, password, hash -> sql -> insert(sql, user, name, hash, scope, expires));
    }

    /**
     * Adds a secret for mechanisms that need it in the clear; it is the password of nothing else. Takes the time of a check, since it may be no
     * password of the user.
     */
    public PasswordChangeResult addSecret(
            Username user, String name, StoredHash.Secret secret, PasswordScope scope, Optional<Instant> expires) {
        return isPassword(user, secret.value())
                ? PasswordChangeResult.IS_PASSWORD
                : addStored(user, name, secret.asString(), scope, expires);
    }

    private boolean isPassword(Username user, String text) {
        return check(user, text, PasswordScope.BOTH)
                .fold(right -> true, wrong -> wrong.reason() != PasswordCheck.Reason.CREDENTIALS);
    }

    /** Adds the key of a device, which is of one user only. */
    public PasswordChangeResult addKey(
            Username user, String name, Pin key, PasswordScope scope, Optional<Instant> expires) {
        return addStored(user, name, new StoredHash.Key(key).asString(), scope, expires);
    }

    private PasswordChangeResult addStored(
            Username user, String name, String stored, PasswordScope scope, Optional<Instant> expires) {
        if (!NamedPassword.isName(name) || name.equals(NamedPassword.MAIN)) {
            return PasswordChangeResult.NAME_NOT_ALLOWED;
        }
        return database.write(sql -> UserTable.exists(sql, user)
                ? insert(sql, user, name, stored, scope, expires)
                : PasswordChangeResult.UNKNOWN_USER);
    }

    private static PasswordChangeResult insert(
            Sql sql, Username user, String name, String hash, PasswordScope scope, Optional<Instant> expires) {
        if (PasswordTable.of(sql, user).size() >= MOST) {
            return PasswordChangeResult.TOO_MANY;
        }
        return PasswordTable.insert(sql, user, name, hash, scope, expires.orElse(null))
                ? PasswordChangeResult.DONE
                : PasswordChangeResult.ALREADY_EXISTS;
    }

    /** Replaces a password, or a secret by another for the same mechanisms; a key of a device is not replaced. Takes the time of hashing it. */
    public PasswordChangeResult change(Username user, String name, String password) {
        Optional<StoredHash> there = database.read(sql -> PasswordTable.of(sql, user)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .flatMap(each -> StoredPassword.read(each.hash()));
        return there.<Optional<PasswordChangeResult>>map(stored -> stored.fold(
                        own -> Optional.empty(),
                        foreign -> Optional.empty(),
                        secret -> Optional.of(changeSecret(user, name, secret, password)),
                        key -> Optional.of(PasswordChangeResult.IS_A_KEY)))
                .orElse(Optional.empty())
                .orElseGet(() -> changeHash(user, name, password));
    }

    private PasswordChangeResult changeSecret(Username user, String name, StoredHash.Secret old, String value) {
        if (value.isEmpty()) {
            return PasswordChangeResult.PASSWORD_NOT_ALLOWED;
        }
        return isPassword(user, value)
                ? PasswordChangeResult.IS_PASSWORD
                : database.write(
                        sql -> setHash(sql, user, name, new StoredHash.Secret(old.mechanisms(), value).asString()));
    }

    private PasswordChangeResult changeHash(Username user, String name, String password) {
        return withHash(user, name, password, hash -> sql -> setHash(sql, user, name, hash));
    }

    private static PasswordChangeResult setHash(Sql sql, Username user, String name, String hash) {
        if (!PasswordTable.setHash(sql, user, name, hash)) {
            return PasswordChangeResult.UNKNOWN_PASSWORD;
        }
        UserTable.passwordChanged(sql, user, name);
        return PasswordChangeResult.DONE;
    }

    /** As {@link #change}, or {@link #add} for all uses and without an end where there is none; an empty one, too. */
    PasswordChangeResult set(Username user, String name, String password) {
        String hash = hashed(user, name, password);
        return database.write(sql -> {
            if (!UserTable.exists(sql, user)) {
                return PasswordChangeResult.UNKNOWN_USER;
            }
            PasswordTable.insert(sql, user, name, hash, PasswordScope.BOTH, null);
            return setHash(sql, user, name, hash);
        });
    }

    private PasswordChangeResult withHash(
            Username user, String name, String password, Function<String, Function<Sql, PasswordChangeResult>> change) {
        if (password.isEmpty()) {
            return PasswordChangeResult.PASSWORD_NOT_ALLOWED;
        }
        Function<Sql, PasswordChangeResult> done = change.apply(hashed(user, name, password));
        return database.write(sql -> UserTable.exists(sql, user) ? done.apply(sql) : PasswordChangeResult.UNKNOWN_USER);
    }

    /** With the salt and the iterations of the user's other hashes. */
    private String hashed(Username user, String name, String password) {
        HashParameters parameters = database.read(sql -> UserTable.account(sql, user))
                .parametersBeside(name)
                .orElseGet(() -> hasher.parameters(salts.of(user)));
        return hasher.hash(password, parameters).asString();
    }

    /** Lets a password be used for something else. Its sessions go on. */
    public PasswordChangeResult setScope(Username user, String name, PasswordScope scope) {
        return known(user, name, sql -> PasswordTable.setScope(sql, user, name, scope));
    }

    /** Gives a password another end, or none. */
    public PasswordChangeResult setExpiry(Username user, String name, Optional<Instant> expires) {
        return known(user, name, sql -> PasswordTable.setExpiry(sql, user, name, expires.orElse(null)));
    }

    /** Removes a password. Its sessions end within seconds. */
    public PasswordChangeResult revoke(Username user, String name) {
        return known(user, name, sql -> {
            PasswordTable.delete(sql, user, name);
            UserTable.passwordChanged(sql, user, name);
        });
    }

    private PasswordChangeResult known(Username user, String name, Consumer<Sql> change) {
        return database.write(sql -> {
            if (!UserTable.exists(sql, user)) {
                return PasswordChangeResult.UNKNOWN_USER;
            }
            if (!PasswordTable.exists(sql, user, name)) {
                return PasswordChangeResult.UNKNOWN_PASSWORD;
            }
            change.accept(sql);
            return PasswordChangeResult.DONE;
        });
    }

    /**
     * A password of an account.
     *
     * @param user whose it is
     * @param name its name
     */
    public record Id(Username user, String name) {}

    /** Writes down when and from where passwords were last used; of uses within an hour the first. */
    public void used(Map<Id, PasswordUse> uses) {
        database.write(sql -> {
            uses.forEach((id, use) -> PasswordTable.setUse(sql, id.user(), id.name(), use));
            return true;
        });
    }
}
