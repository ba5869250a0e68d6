// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.store.password.ScramHash;
import dev.sekisho.store.users.ScramAccount;
import java.util.Optional;
import java.util.function.Function;

/**
 * The proof that a client knows a password, by SCRAM (RFC 5802).
 *
 * @param user the name of the account
 * @param actingFor the account to act for, if the client names one
 * @param account what the store had of the name in the middle of the exchange
 * @param proof the server's last message, if the client has proved to know the password of these keys
 */
public record ScramCredentials(
        String user, Optional<String> actingFor, ScramAccount account, Function<ScramHash, Optional<String>> proof)
        implements SaslCredentials {
    @Override
    public <T, E extends Exception> T checkedBy(Check<T, E> check) throws E {
        return check.scram(this);
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
