// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordStamp;
import dev.sekisho.store.users.PasswordUse;
import dev.sekisho.store.users.Passwords;
import dev.sekisho.store.users.ScramAccount;
import dev.sekisho.store.users.SecretPassword;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;

/** The passwords that the store has, and the times of their use. */
final class StorePasswords implements AccountPasswords {
    private final Passwords passwords;
    private final PasswordUses uses;

    StorePasswords(Passwords passwords) {
        this.passwords = passwords;
        this.uses = new PasswordUses(passwords::used);
    }

    @Override
    public PasswordCheck check(Username user, String password, PasswordScope use, InetAddress client) {
        PasswordCheck check = passwords.check(user, password, use);
        return check.fold(
                right -> {
                    if (right.hasNewUse()) {
                        used(user, right.password(), client);
                    }
                    return check;
                },
                wrong -> check);
    }

    @Override
    public ScramAccount scram(Username user) {
        return passwords.scram(user);
    }

    @Override
    public List<SecretPassword> secrets(Username user, BuiltInMechanism mechanism) {
        return passwords.secrets(user, mechanism);
    }

    @Override
    public Optional<DeviceKey> owner(Pin key) {
        return passwords.owner(key);
    }

    @Override
    public void used(Username user, PasswordStamp which, InetAddress client) {
        uses.add(new Passwords.Id(user, which.name()), new PasswordUse(Instant.now(), client.getHostAddress()));
    }

    @Override
    public boolean isCheap(Username user, String password) {
        return passwords.remembers(user, password);
    }

    @Override
    public boolean mayLogIn(Username user) {
        return passwords.stamps(List.of(user)).containsKey(user);
    }

    @Override
    public void close() {
        uses.close();
    }
}
