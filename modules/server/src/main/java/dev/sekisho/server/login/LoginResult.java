// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.util.Optional;
import org.apache.james.core.Username;

/** What came of a login. */
public sealed interface LoginResult {
    /**
     * The credentials are right.
     *
     * @param user the account
     */
    record Accepted(Username user) implements LoginResult {}

    /**
     * The credentials are wrong, or there is no such account.
     *
     * @param known the account, if there is one of the name that was tried; for the log alone
     */
    record Refused(Optional<String> known) implements LoginResult {}

    /** The address had too many bad logins; the credentials were not looked at. */
    record HeldOff() implements LoginResult {}

    /** The credentials could not be looked at, for a passing reason. */
    record Unavailable() implements LoginResult {}
}
