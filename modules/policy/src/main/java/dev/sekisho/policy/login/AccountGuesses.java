// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The guesses of strangers at one account within the last {@link #WINDOW}.
 *
 * @param guesses how many
 * @param addresses from how many addresses
 * @param last when the last began
 */
public record AccountGuesses(int guesses, int addresses, Optional<Instant> last) {
    /** The time within which they are counted. */
    public static final Duration WINDOW = Duration.ofHours(1);

    /** None. */
    public static final AccountGuesses NONE = new AccountGuesses(0, 0, Optional.empty());

    /** A person has a telephone and a computer; guesses from more addresses are an attack. */
    private static final int MANY_ADDRESSES = 3;

    /** True if the account is guessed from many addresses, so that strangers get their turn one after the other. */
    public boolean isGuarded() {
        return isGuarded(addresses);
    }

    /** The same of so many addresses. */
    public static boolean isGuarded(int addresses) {
        return addresses >= MANY_ADDRESSES;
    }

    /** True if a stranger has to wait for a turn. @param perWindow how many turns there are within the window */
    boolean isFull(int perWindow, Instant now) {
        Duration turn = WINDOW.dividedBy(perWindow);
        return guesses >= perWindow
                || isGuarded()
                        && last.filter(before -> now.isBefore(before.plus(turn)))
                                .isPresent();
    }
}
