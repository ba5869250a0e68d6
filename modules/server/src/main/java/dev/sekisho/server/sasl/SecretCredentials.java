// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer that only who has a secret can give.
 *
 * @param user the name of the account
 * @param mechanism which secrets of the account it may be
 * @param proof if the answer is of this secret, what the server says to it at last: often nothing
 */
public record SecretCredentials(String user, BuiltInMechanism mechanism, Function<String, Optional<String>> proof)
        implements SaslCredentials {
    @Override
    public <T, E extends Exception> T checkedBy(Check<T, E> check) throws E {
        return check.secret(this);
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
