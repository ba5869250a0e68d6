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
    OWN,
    /** Those that the policy lists for the device. */
    LISTED;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<SenderRule> parse(String name) {
        return Arrays.stream(values()).filter(rule -> rule.text().equals(name)).findFirst();
    }

    /** What it means, for people. */
    public String meaning() {
        return switch (this) {
            case ANY -> "any sender";
            case OWN ->
                "the user's own address, aliases that name the user, and what 'user may-send' grants; a catch-all, a forward"
                        + " or a group grants its targets nothing";
            case LISTED -> "the senders that are listed for the device, and not the null sender";
        };
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
