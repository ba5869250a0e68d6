// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import java.util.Optional;
import org.apache.james.core.Username;

/** The result of a login. */
public sealed interface LoginResult {
    /** Takes each kind of result. */
    interface Receiver {
        /** The credentials are right. */
        void accepted(Username user);

        /** The credentials are wrong, or there is no such account. @param known the account, if there is one of the name that was tried */
        void refused(Optional<String> known);

        /** The address had too many bad logins; the credentials were not looked at. */
        void heldOff();

        /** The credentials could not be looked at, for a passing reason. */
        void unavailable();
    }

    /** Has the receiver take this result. */
    void giveTo(Receiver receiver);

    /** Who has logged in. */
    default Optional<Username> user() {
        return Optional.empty();
    }

    /**
     * The credentials are right.
     *
     * @param account the account
     */
    record Accepted(Username account) implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.accepted(account);
        }

        @Override
        public Optional<Username> user() {
            return Optional.of(account);
        }
    }

    /**
     * The credentials are wrong, or there is no such account.
     *
     * @param known the account, if there is one of the name that was tried; for the log alone
     */
    record Refused(Optional<String> known) implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.refused(known);
        }
    }

    /** The address had too many bad logins; the credentials were not looked at. */
    record HeldOff() implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.heldOff();
        }
    }

    /** The credentials could not be looked at, for a passing reason. */
    record Unavailable() implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.unavailable();
        }
    }
}
