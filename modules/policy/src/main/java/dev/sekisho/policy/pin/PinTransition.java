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
        return step.accept(new PinLife(state));
    }
}
