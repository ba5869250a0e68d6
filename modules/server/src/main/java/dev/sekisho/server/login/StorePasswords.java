// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.store.users.PasswordCheck;
import dev.sekisho.store.users.PasswordScope;
import dev.sekisho.store.users.PasswordUse;
import dev.sekisho.store.users.Passwords;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
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
                        uses.add(
                                new Passwords.Id(user, right.password().name()),
                                new PasswordUse(Instant.now(), client.getHostAddress()));
                    }
                    return check;
                },
                wrong -> check);
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
