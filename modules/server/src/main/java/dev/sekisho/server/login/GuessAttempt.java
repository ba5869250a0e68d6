// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.LoginDecision;
import java.util.Optional;

/** A wish to have credentials looked at. Where they are, it is told the end once. Does not block. */
public interface GuessAttempt {
    /** Whether they are looked at. */
    LoginDecision decision();

    /** They were right. @param user who has logged in */
    void right(String user);

    /** They were wrong. @param known the account, if there is one of the name */
    void wrong(Optional<String> known);

    /** They could not be looked at. */
    void undone();
}
