// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import java.util.Optional;

/**
 * A user name and a password as a client gave them.
 *
 * @param user the name of the account
 * @param password its password; never printed
 * @param actingFor the account to act for, if the client names one
 */
public record PasswordCredentials(String user, String password, Optional<String> actingFor) implements SaslCredentials {
    /** Of a client that acts for itself. */
    public PasswordCredentials(String user, String password) {
        this(user, password, Optional.empty());
    }

    @Override
    public <T, E extends Exception> T checkedBy(Check<T, E> check) throws E {
        return check.password(this);
    }

    @Override
    public String toString() {
        return "credentials of " + user;
    }
}
