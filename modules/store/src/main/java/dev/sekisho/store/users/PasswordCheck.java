// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What came of a check of a password. Who is refused is told nothing of the reason. */
public sealed interface PasswordCheck {
    /** Says something of each kind. */
    <T> T fold(Function<Right, T> right, Function<Wrong, T> wrong);

    /** True if the login may go on. */
    default boolean isRight() {
        return fold(right -> true, wrong -> false);
    }

    /**
     * It is a password of the account, and may be used for what it is to be used for.
     *
     * @param password which one
     * @param hasNewUse true if this use is to be written down: the last one is more than an hour ago
     */
    record Right(PasswordStamp password, boolean hasNewUse) implements PasswordCheck {
        @Override
        public <T> T fold(Function<Right, T> right, Function<Wrong, T> wrong) {
            return right.apply(this);
        }
    }

    /**
     * The login is refused.
     *
     * @param reason for the log alone
     */
    record Wrong(Reason reason) implements PasswordCheck {
        @Override
        public <T> T fold(Function<Right, T> right, Function<Wrong, T> wrong) {
            return wrong.apply(this);
        }
    }

    /** Why a login is refused. */
    enum Reason {
        /** The account has no such password, or there is no such account. */
        CREDENTIALS,
        /** The password is right, but not for this use. */
        SCOPE,
        /** The password is right, and has expired. */
        EXPIRED,
        /** The password is right, and the account is disabled. */
        DISABLED,
        /** The account has no keys or secrets for the mechanism: it counts as no bad login. */
        NO_KEYS,
        /** The client wants to act for another account, where nobody may. */
        ACTING_FOR_ANOTHER
    }

    /**
     * Decides.
     *
     * @param matching the names of the account's passwords that are the one that was given
     * @param needed what it is to be used for
     */
    static PasswordCheck decide(StoredAccount account, Set<String> matching, PasswordScope needed, Instant now) {
        List<NamedPassword> same = account.passwords().stream()
                .map(StoredPassword::password)
                .filter(password -> matching.contains(password.name()))
                .toList();
        if (same.isEmpty()) {
            return new Wrong(Reason.CREDENTIALS);
        }
        if (account.isDisabled()) {
            return new Wrong(Reason.DISABLED);
        }
        List<NamedPassword> current =
                same.stream().filter(password -> !password.isExpired(now)).toList();
        return current.stream()
                .filter(password -> password.scope().covers(needed))
                .findFirst()
                .<PasswordCheck>map(password -> right(password, now))
                .orElseGet(() -> new Wrong(current.isEmpty() ? Reason.EXPIRED : Reason.SCOPE));
    }

    private static Right right(NamedPassword password, Instant now) {
        boolean isNew = password.lastUse()
                .map(use -> !use.when().plus(PasswordUse.RESOLUTION).isAfter(now))
                .orElse(true);
        return new Right(new PasswordStamp(password.name(), password.changed()), isNew);
    }
}
