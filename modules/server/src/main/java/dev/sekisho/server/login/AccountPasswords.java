// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordStamp;
import dev.sekisho.store.users.ScramAccount;
import dev.sekisho.store.users.SecretPassword;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.user.api.UsersRepositoryException;

/** The passwords, keys and secrets of accounts, of the store or of another users repository. All but {@link #close} block. */
interface AccountPasswords extends AutoCloseable {
    /** Checks a password. @param client from where it comes */
    PasswordCheck check(Username user, String password, PasswordScope use, InetAddress client)
            throws UsersRepositoryException;

    /** Whether {@link #check} derives nothing for these. */
    boolean isCheap(Username user, String password);

    /** Whether there is such an account, and it is not disabled. */
    boolean mayLogIn(Username user) throws UsersRepositoryException;

    /** What SCRAM needs of a name; empty where logins by it cannot be. */
    ScramAccount scram(Username user);

    /** The secrets for a mechanism that are accepted now. */
    List<SecretPassword> secrets(Username user, BuiltInMechanism mechanism);

    /** Whose the key of a device is. */
    Optional<DeviceKey> owner(Pin key);

    /** One of the account's passwords, keys or secrets was used. */
    void used(Username user, PasswordStamp which, InetAddress client);

    @Override
    void close();
}
