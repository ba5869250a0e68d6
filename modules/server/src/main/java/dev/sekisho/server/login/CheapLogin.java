// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.server.sasl.KeyCredentials;
import dev.sekisho.server.sasl.PasswordCredentials;
import dev.sekisho.server.sasl.SaslCredentials;
import dev.sekisho.server.sasl.ScramCredentials;
import dev.sekisho.server.sasl.SecretCredentials;
import dev.sekisho.server.sasl.VerifiedCredentials;
import dev.sekisho.store.sql.StoreException;
import java.util.Optional;

/**
 * Whether the check of credentials takes no derivation of a password: true of all but passwords that were not found right a short time ago. What
 * cannot be looked at now fails in the check itself. Blocks for a look at the store.
 *
 * @param names finds the account of a name
 * @param passwords those of the accounts
 * @param domain completes a name without a domain; empty for the only local one
 */
record CheapLogin(LoginNames names, AccountPasswords passwords, Optional<String> domain)
        implements SaslCredentials.Check<Boolean, RuntimeException> {
    @Override
    public Boolean password(PasswordCredentials credentials) {
        try {
            return names.account(credentials.user(), domain)
                    .filter(user -> passwords.isCheap(user, credentials.password()))
                    .isPresent();
        } catch (StoreException cannotBeRead) {
            return true;
        }
    }

    @Override
    public Boolean scram(ScramCredentials credentials) {
        return true;
    }

    @Override
    public Boolean secret(SecretCredentials credentials) {
        return true;
    }

    @Override
    public Boolean key(KeyCredentials credentials) {
        return true;
    }

    @Override
    public Boolean verified(VerifiedCredentials credentials) {
        return true;
    }
}
