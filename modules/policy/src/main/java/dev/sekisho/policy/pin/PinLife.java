// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;

/**
 * What each event makes of a pin.
 *
 * @param state the state of the pin; empty for a key that is not pinned
 */
record PinLife(Optional<PinState> state) implements PinEvent.Visitor<PinTransition> {
    @Override
    public PinTransition add(PinEvent.Add add) {
        if (state.isEmpty() || state.get() == PinState.REVOKED && add.again()) {
            return becomes(add.as());
        }
        return new PinTransition.Forbidden(
                state.get() == PinState.REVOKED
                        ? "was revoked, so others may have the key; it is accepted again only on explicit request"
                        : "is pinned already, and is " + state.get().text());
    }

    @Override
    public PinTransition promote() {
        return pinned(now -> switch (now) {
            case NEXT, RETIRING -> becomes(PinState.ACTIVE);
            case ACTIVE -> PinTransition.UNCHANGED;
            case REVOKED -> revoked();
        });
    }

    @Override
    public PinTransition supersede() {
        return pinned(now -> switch (now) {
            case ACTIVE -> becomes(PinState.RETIRING);
            case NEXT, RETIRING, REVOKED -> PinTransition.UNCHANGED;
        });
    }

    @Override
    public PinTransition retire(PinEvent.Retire retire) {
        return pinned(now -> switch (now) {
            case NEXT ->
                new PinTransition.Forbidden("is a next one, which was never in use; revoke it if it will not be used");
            case ACTIVE, RETIRING -> becomes(PinState.RETIRING, retire.until());
            case REVOKED -> revoked();
        });
    }

    @Override
    public PinTransition revoke() {
        return pinned(now -> switch (now) {
            case NEXT, ACTIVE, RETIRING -> becomes(PinState.REVOKED);
            case REVOKED -> PinTransition.UNCHANGED;
        });
    }

    @Override
    public PinTransition seen() {
        return pinned(now -> switch (now) {
            case NEXT -> becomes(PinState.ACTIVE);
            case ACTIVE, RETIRING, REVOKED -> PinTransition.UNCHANGED;
        });
    }

    private PinTransition pinned(Function<PinState, PinTransition> transition) {
        return state.map(transition).orElseGet(() -> new PinTransition.Forbidden("is not pinned"));
    }

    private static PinTransition revoked() {
        return new PinTransition.Forbidden("was revoked");
    }

    private static PinTransition becomes(PinState state) {
        return becomes(state, Optional.empty());
    }

    private static PinTransition becomes(PinState state, Optional<LocalDate> until) {
        return new PinTransition.Becomes(state, until);
    }
}
