// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of a wish to change a pin. */
public sealed interface PinChangeResult {
    /** What the function for this result makes of it: of the events, of nothing, or of the reason. */
    <T> T fold(Function<List<PinHistoryEntry>, T> done, Supplier<T> unchanged, Function<String, T> refused);

    /**
     * It was done, and is on disk.
     *
     * @param events what happened, the pin's own change first; others of the same peer may have made way
     */
    record Done(List<PinHistoryEntry> events) implements PinChangeResult {
        /** Copies the list. */
        public Done {
            events = List.copyOf(events);
        }

        @Override
        public <T> T fold(Function<List<PinHistoryEntry>, T> done, Supplier<T> unchanged, Function<String, T> refused) {
            return done.apply(events);
        }
    }

    /** There was nothing to change. */
    record Unchanged() implements PinChangeResult {
        @Override
        public <T> T fold(Function<List<PinHistoryEntry>, T> done, Supplier<T> unchanged, Function<String, T> refused) {
            return unchanged.get();
        }
    }

    /**
     * It was not done.
     *
     * @param why as what can be said behind the pin
     */
    record Refused(String why) implements PinChangeResult {
        @Override
        public <T> T fold(Function<List<PinHistoryEntry>, T> done, Supplier<T> unchanged, Function<String, T> refused) {
            return refused.apply(why);
        }
    }
}
