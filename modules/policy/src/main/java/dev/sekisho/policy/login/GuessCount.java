// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

/**
 * The guesses that are counted for an address, a network or a client now.
 *
 * @param wrong those that were wrong
 * @param underWay those whose credentials are being looked at
 * @param heldOff true if it is held off
 */
public record GuessCount(int wrong, int underWay, boolean heldOff) {
    /** None. */
    public static final GuessCount NONE = new GuessCount(0, 0, false);
}
