// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether users log in on a listener. */
public enum AuthMode {
    /** AUTH is neither announced nor served. */
    NONE,
    /** Nothing of substance is served before a login. */
    REQUIRED;

    /** Reads the lower-case name; an unknown name is empty. */
    public static Optional<AuthMode> parse(String name) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(name)).findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
