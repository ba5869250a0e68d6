// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which addresses MAIL FROM may name. */
public enum SenderRule {
    /** Any address. */
    ANY,
    /** Addresses and aliases of the user who has logged in, what the operator has granted, and the null address. */
    OWN;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<SenderRule> parse(String name) {
        return Arrays.stream(values()).filter(rule -> rule.text().equals(name)).findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
