// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import java.util.List;

/** What became of a wish to change a pin. */
public sealed interface PinChangeResult {

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
    }

    /** There was nothing to change. */
    record Unchanged() implements PinChangeResult {}

    /**
     * It was not done.
     *
     * @param why as what can be said behind the pin
     */
    record Refused(String why) implements PinChangeResult {}
}
