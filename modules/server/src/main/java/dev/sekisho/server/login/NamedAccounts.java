// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.server.sasl.LoginAccounts;
import dev.sekisho.store.users.DeviceKey;
import dev.sekisho.store.users.ScramAccount;
import java.util.Optional;

/**
 * The accounts as mechanisms may ask for them, by the names that clients write.
 *
 * @param names finds the account of a name
 * @param passwords the keys of the accounts
 * @param domain completes a name without a domain; empty for the only local one
 */
record NamedAccounts(LoginNames names, AccountPasswords passwords, Optional<String> domain) implements LoginAccounts {
    @Override
    public ScramAccount scram(String user) {
        return passwords.scram(names.account(user, domain).orElseGet(() -> LoginNames.standIn(user)));
    }

    @Override
    public Optional<DeviceKey> owner(Pin key) {
        return passwords.owner(key);
    }
}
