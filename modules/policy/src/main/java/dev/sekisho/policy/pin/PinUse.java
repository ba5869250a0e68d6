// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a pin is for. A pin for the one way says nothing about the other. */
public enum PinUse {
    /** A client that holds the key may relay through this server. */
    INCOMING,
    /** A server that holds the key is the one that mail is sent on to. */
    OUTGOING,
    /** Both of it. */
    BOTH;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<PinUse> parse(String name) {
        return Arrays.stream(values()).filter(use -> use.text().equals(name)).findFirst();
    }

    /** The word used in commands. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The use that covers both. */
    public PinUse and(PinUse other) {
        return this == other ? this : BOTH;
    }

    /** True if whoever holds the key may relay through this server. */
    public boolean incoming() {
        return this != OUTGOING;
    }

    /** True if the key is that of a server that mail is sent on to. */
    public boolean outgoing() {
        return this != INCOMING;
    }
}
