// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a step makes of a pin. */
public sealed interface PinTransition {
    /** It stays as it is. */
    PinTransition UNCHANGED = new Unchanged();

    /** What the function for this transition makes of it. */
    <T> T fold(Function<Becomes, T> becomes, Supplier<T> unchanged, Function<Forbidden, T> forbidden);

    /**
     * It has another state, or another end.
     *
     * @param state the state
     * @param until the last day of a retiring pin
     */
    record Becomes(PinState state, Optional<LocalDate> until) implements PinTransition {
        @Override
        public <T> T fold(Function<Becomes, T> becomes, Supplier<T> unchanged, Function<Forbidden, T> forbidden) {
            return becomes.apply(this);
        }
    }

    /** See {@link #UNCHANGED}. */
    record Unchanged() implements PinTransition {
        @Override
        public <T> T fold(Function<Becomes, T> becomes, Supplier<T> unchanged, Function<Forbidden, T> forbidden) {
            return unchanged.get();
        }
    }

    /**
     * The step does not follow upon this state.
     *
     * @param why for the operator, as what can be said behind the pin
     */
    record Forbidden(String why) implements PinTransition {
        @Override
        public <T> T fold(Function<Becomes, T> becomes, Supplier<T> unchanged, Function<Forbidden, T> forbidden) {
            return forbidden.apply(this);
        }
    }

    /** The life of a pin: what each step makes of each state, and of a key that is not pinned. */
    static PinTransition of(Optional<PinState> state, PinEvent step) {
        if (step instanceof PinEvent.Add add) {
            return added(state, add);
        }
        return state.map(now -> of(now, step)).orElseGet(() -> new Forbidden("is not pinned"));
    }

    private static PinTransition added(Optional<PinState> state, PinEvent.Add add) {
        if (state.isEmpty() || state.get() == PinState.REVOKED && add.again()) {
            return becomes(add.as());
        }
        return new Forbidden(
                state.get() == PinState.REVOKED
                        ? "was revoked, so others may have the key; it is accepted again only on explicit request"
                        : "is pinned already, and is " + state.get().text());
    }

    private static PinTransition of(PinState state, PinEvent step) {
        return switch (state) {
            case NEXT -> ofNext(step);
            case ACTIVE -> ofActive(step);
            case RETIRING -> ofRetiring(step);
            case REVOKED -> ofRevoked(step);
        };
    }

    private static PinTransition ofNext(PinEvent step) {
        if (step instanceof PinEvent.Promote || step instanceof PinEvent.Seen) {
            return becomes(PinState.ACTIVE);
        }
        if (step instanceof PinEvent.Retire) {
            return new Forbidden("is a next one, which was never in use; revoke it if it will not be used");
        }
        return step instanceof PinEvent.Revoke ? becomes(PinState.REVOKED) : UNCHANGED;
    }

    private static PinTransition ofActive(PinEvent step) {
        if (step instanceof PinEvent.Retire retire) {
            return new Becomes(PinState.RETIRING, retire.until());
        }
        if (step instanceof PinEvent.Supersede) {
            return becomes(PinState.RETIRING);
        }
        return step instanceof PinEvent.Revoke ? becomes(PinState.REVOKED) : UNCHANGED;
    }

    private static PinTransition ofRetiring(PinEvent step) {
        if (step instanceof PinEvent.Promote) {
            return becomes(PinState.ACTIVE);
        }
        if (step instanceof PinEvent.Retire retire) {
            return new Becomes(PinState.RETIRING, retire.until());
        }
        return step instanceof PinEvent.Revoke ? becomes(PinState.REVOKED) : UNCHANGED;
    }

    private static PinTransition ofRevoked(PinEvent step) {
        boolean asksForLife = step instanceof PinEvent.Promote || step instanceof PinEvent.Retire;
        return asksForLife ? new Forbidden("was revoked") : UNCHANGED;
    }

    private static PinTransition becomes(PinState state) {
        return new Becomes(state, Optional.empty());
    }
}
