// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.time.LocalDate;
import java.util.Optional;

/** What can happen to a pin. */
public sealed interface PinEvent {
    /** The word for it in a pin's history; stores hold it, so it stays. */
    String word();

    /** It becomes the peer's key now, before it was seen or although it was retiring. */
    PinEvent PROMOTE = new Promote();
    /** Another key of the peer became the active one. */
    PinEvent SUPERSEDE = new Supersede();
    /** It is not accepted any more, from now on. */
    PinEvent REVOKE = new Revoke();
    /** A peer proved to hold the key. */
    PinEvent SEEN = new Seen();

    /**
     * It is entered.
     *
     * @param as next or active
     * @param again true if it may have been revoked once
     */
    record Add(PinState as, boolean again) implements PinEvent {
        public Add {
            if (as != PinState.NEXT && as != PinState.ACTIVE) {
                throw new IllegalArgumentException("a pin is entered as next or active, found " + as.text());
            }
        }

        @Override
        public String word() {
            return "add";
        }
    }

    /** See {@link #PROMOTE}. */
    record Promote() implements PinEvent {
        @Override
        public String word() {
            return "promote";
        }
    }

    /** See {@link #SUPERSEDE}. */
    record Supersede() implements PinEvent {
        @Override
        public String word() {
            return "supersede";
        }
    }

    /**
     * Its end is announced.
     *
     * @param until the last day on which it is accepted, in UTC; empty means that the day is not known yet
     */
    record Retire(Optional<LocalDate> until) implements PinEvent {
        @Override
        public String word() {
            return "retire";
        }
    }

    /** See {@link #REVOKE}. */
    record Revoke() implements PinEvent {
        @Override
        public String word() {
            return "revoke";
        }
    }

    /** See {@link #SEEN}. */
    record Seen() implements PinEvent {
        @Override
        public String word() {
            return "seen";
        }
    }
}
