// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.login.GuessRefusal;
import dev.sekisho.store.users.PasswordCheck;
import java.time.Duration;
import java.util.Optional;
import org.apache.james.core.Username;

/** The result of a login. */
public sealed interface LoginResult {
    /** Takes each kind of result. */
    interface Receiver {
        /** The credentials are right. */
        void accepted(CheckedAccount account);

        /** The credentials are wrong, or there is no such account. @param known the account, if there is one of the name that was tried */
        void refused(Optional<String> known);

        /** The credentials were not looked at. @param why for the log and the reply */
        void heldOff(GuessRefusal why);

        /** The credentials could not be looked at, for a passing reason. */
        void unavailable();
    }

    /** Has the receiver take this result. */
    void giveTo(Receiver receiver);

    /** The account that was logged in to. */
    default Optional<CheckedAccount> account() {
        return Optional.empty();
    }

    /** Why the password was refused, for the log alone; empty where that is not to be said or not the case. */
    default Optional<PasswordCheck.Reason> reason() {
        return Optional.empty();
    }

    /** What the server says at last to who has logged in, where the mechanism has that; not encoded yet. */
    default Optional<String> lastChallenge() {
        return Optional.empty();
    }

    /** Who has logged in. */
    default Optional<Username> user() {
        return account().map(CheckedAccount::user);
    }

    /** True if so many logins are under way that this one has to wait; it is then to be tried again. */
    default boolean waits() {
        return false;
    }

    /** How long the answer is held back. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /**
     * The credentials are right.
     *
     * @param checked the account
     * @param last what the mechanism says at last; empty if it says nothing
     */
    record Accepted(CheckedAccount checked, Optional<String> last) implements LoginResult {
        @Override
        public Optional<String> lastChallenge() {
            return last;
        }

        @Override
        public void giveTo(Receiver receiver) {
            receiver.accepted(checked);
        }

        @Override
        public Optional<CheckedAccount> account() {
            return Optional.of(checked);
        }
    }

    /**
     * The credentials are wrong, or there is no such account.
     *
     * @param known the account, if there is one of the name that was tried; for the log alone
     * @param why a password that is right may be for another use, for example; for the log alone
     */
    record Refused(Optional<String> known, PasswordCheck.Reason why) implements LoginResult {
        /** Of wrong credentials. */
        public Refused(Optional<String> known) {
            this(known, PasswordCheck.Reason.CREDENTIALS);
        }

        @Override
        public Optional<PasswordCheck.Reason> reason() {
            return why == PasswordCheck.Reason.CREDENTIALS ? Optional.empty() : Optional.of(why);
        }

        @Override
        public void giveTo(Receiver receiver) {
            receiver.refused(known);
        }
    }

    /**
     * The credentials were not looked at.
     *
     * @param why for the log and the reply
     */
    record HeldOff(GuessRefusal why) implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.heldOff(why);
        }
    }

    /** The credentials could not be looked at, for a passing reason. */
    record Unavailable() implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.unavailable();
        }
    }

    /** The credentials were not looked at yet; whoever waits no longer takes them for such as could not be looked at. */
    record Waiting() implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            receiver.unavailable();
        }

        @Override
        public boolean waits() {
            return true;
        }
    }

    /**
     * Another result, whose answer is held back.
     *
     * @param result the result
     * @param delay how long
     */
    record Delayed(LoginResult result, Duration delay) implements LoginResult {
        @Override
        public void giveTo(Receiver receiver) {
            result.giveTo(receiver);
        }

        @Override
        public Optional<CheckedAccount> account() {
            return result.account();
        }

        @Override
        public Optional<String> lastChallenge() {
            return result.lastChallenge();
        }

        @Override
        public Optional<PasswordCheck.Reason> reason() {
            return result.reason();
        }
    }
}
