// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A peer known by its key.
 *
 * @param name what the operator calls the peer; it stands in {@code Received} and the log
 * @param pin the pin of the peer's key
 * @param state where the pin stands in its life
 * @param until the last day on which a retiring pin is accepted, in UTC; empty means no end was set
 */
public record PinnedPeer(String name, Pin pin, PinState state, Optional<LocalDate> until) {
    public PinnedPeer {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a pinned peer needs a name");
        }
        if (until.isPresent() && state != PinState.RETIRING) {
            throw new IllegalArgumentException("only a retiring pin has an end date, this one is " + state.text());
        }
    }

    /** A pin in the given state with no end date. */
    public static PinnedPeer of(String name, Pin pin, PinState state) {
        return new PinnedPeer(name, pin, state, Optional.empty());
    }

    boolean acceptedOn(LocalDate today) {
        return switch (state) {
            case NEXT, ACTIVE -> true;
            case RETIRING -> until.isEmpty() || !today.isAfter(until.get());
            case REVOKED -> false;
        };
    }
}
