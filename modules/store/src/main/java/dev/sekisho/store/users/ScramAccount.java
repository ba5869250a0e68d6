// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import dev.sekisho.store.password.HashParameters;
import dev.sekisho.store.password.ScramHash;
import java.util.List;

/**
 * What SCRAM-SHA-256 (RFC 5802, RFC 7677) needs of a name that a client says, which may be nobody's: then, and where an account cannot log in, there are
 * no keys.
 *
 * @param parameters the salt and the iterations to tell the client; the same at each try and on each node
 * @param keys those of the passwords that are accepted now, in the order of their names
 * @param wantsKeys true if a password that is accepted now has none yet
 */
public record ScramAccount(HashParameters parameters, List<Keys> keys, boolean wantsKeys) {
    public ScramAccount {
        keys = List.copyOf(keys);
    }

    /**
     * The keys of one password.
     *
     * @param password which one
     * @param scope what it may be used for
     * @param hash StoredKey and ServerKey
     */
    public record Keys(PasswordStamp password, PasswordScope scope, ScramHash hash) {}
}
