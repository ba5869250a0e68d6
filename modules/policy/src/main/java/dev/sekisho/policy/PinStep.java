// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.time.LocalDate;
import java.util.Optional;

/** What can happen to a pin. */
public sealed interface PinStep {
    /** It becomes the peer's key now, before it was seen or although it was retiring. */
    PinStep PROMOTE = new Promote();
    /** Another key of the peer became the active one. */
    PinStep SUPERSEDE = new Supersede();
    /** It is not accepted any more, from now on. */
    PinStep REVOKE = new Revoke();
    /** A peer proved to hold the key. */
    PinStep SEEN = new Seen();

    /**
     * It is entered.
     *
     * @param as next or active
     * @param again true if it may have been revoked once
     */
    record Add(PinState as, boolean again) implements PinStep {
        public Add {
            if (as != PinState.NEXT && as != PinState.ACTIVE) {
                throw new IllegalArgumentException("a pin is entered as next or active, found " + as.text());
            }
        }
    }

    /** See {@link #PROMOTE}. */
    record Promote() implements PinStep {}

    /** See {@link #SUPERSEDE}. */
    record Supersede() implements PinStep {}

    /**
     * Its end is announced.
     *
     * @param until the last day on which it is accepted, in UTC; empty means that the day is not known yet
     */
    record Retire(Optional<LocalDate> until) implements PinStep {}

    /** See {@link #REVOKE}. */
    record Revoke() implements PinStep {}

    /** See {@link #SEEN}. */
    record Seen() implements PinStep {}
}
