// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

/** What every bound must be. */
final class LimitCheck {
    private LimitCheck() {}

    /** Throws if a bound leaves nothing. */
    static void positive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(what + " must be more than 0, found " + value);
        }
    }
}
