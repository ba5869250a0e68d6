// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a pin stands in its life. */
public enum PinState {
    /** Announced, not yet seen. */
    NEXT,
    /** In use. */
    ACTIVE,
    /** In use until a date. */
    RETIRING,
    /** No longer accepted. */
    REVOKED;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<PinState> parse(String name) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(name))
                .findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
