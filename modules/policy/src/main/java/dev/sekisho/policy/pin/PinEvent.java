// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.time.LocalDate;
import java.util.Optional;

/** What can happen to a pin. */
public sealed interface PinEvent {
    /** The word for it in a pin's history; stores hold it, so it stays. */
    String word();

    /** What the visitor's method for this event makes of it. */
    <T> T accept(Visitor<T> visitor);

    /** A method for each event. */
    interface Visitor<T> {
        T add(Add add);

        T promote();

        T supersede();

        T retire(Retire retire);

        T revoke();

        T seen();
    }

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

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.add(this);
        }
    }

    /** See {@link #PROMOTE}. */
    record Promote() implements PinEvent {
        @Override
        public String word() {
            return "promote";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.promote();
        }
    }

    /** See {@link #SUPERSEDE}. */
    record Supersede() implements PinEvent {
        @Override
        public String word() {
            return "supersede";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.supersede();
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

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.retire(this);
        }
    }

    /** See {@link #REVOKE}. */
    record Revoke() implements PinEvent {
        @Override
        public String word() {
            return "revoke";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.revoke();
        }
    }

    /** See {@link #SEEN}. */
    record Seen() implements PinEvent {
        @Override
        public String word() {
            return "seen";
        }

        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.seen();
        }
    }
}
