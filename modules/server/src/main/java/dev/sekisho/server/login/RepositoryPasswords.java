// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordStamp;
import dev.sekisho.store.users.ScramAccount;
import dev.sekisho.store.users.SecretPassword;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepository;
import org.apache.james.user.api.UsersRepositoryException;

/** Another users repository than the store's, which an application has put in its place: an account has one password, for all uses. */
final class RepositoryPasswords implements AccountPasswords {
    private static final PasswordStamp ANY = PasswordStamp.ofAccount(Instant.EPOCH);

    private final UsersRepository users;

    RepositoryPasswords(UsersRepository users) {
        this.users = users;
    }

    @Override
    public PasswordCheck check(Username user, String password, PasswordScope use, InetAddress client)
            throws UsersRepositoryException {
        return users.test(user, password)
                ? new PasswordCheck.Right(ANY, false)
                : new PasswordCheck.Wrong(PasswordCheck.Reason.CREDENTIALS);
    }

    /** What it costs is not known; it is no derivation of this server's. */
    @Override
    public boolean isCheap(Username user, String password) {
        return true;
    }

    @Override
    public boolean mayLogIn(Username user) throws UsersRepositoryException {
        return users.contains(user);
    }

    @Override
    public ScramAccount scram(Username user) {
        throw new StoreException("users are those of another users repository, which has no keys for SCRAM", null);
    }

    @Override
    public List<SecretPassword> secrets(Username user, BuiltInMechanism mechanism) {
        return List.of();
    }

    @Override
    public Optional<DeviceKey> owner(Pin key) {
        return Optional.empty();
    }

    @Override
    public void used(Username user, PasswordStamp which, InetAddress client) {}

    @Override
    public void close() {}
}
