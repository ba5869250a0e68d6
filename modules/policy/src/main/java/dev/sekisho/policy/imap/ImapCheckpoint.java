// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.imap;

import java.util.Optional;

/** Decides on LOGIN and AUTHENTICATE. */
public final class ImapCheckpoint {
    private ImapCheckpoint() {}

    /**
     * Decides before the credentials are looked at. Who has logged in is not concerned; the engine refuses a second login.
     *
     * @param loggedIn true after a good login
     * @param heldOff true if the client's address had too many bad logins, so that it is not asked for any
     * @return why the login is refused; empty if it is looked at
     */
    public static Optional<ImapRefusal> refusal(boolean loggedIn, boolean heldOff) {
        return heldOff && !loggedIn ? Optional.of(ImapRefusal.HELD_OFF) : Optional.empty();
    }
}
