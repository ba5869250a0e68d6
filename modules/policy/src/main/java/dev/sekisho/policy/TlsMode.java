// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Optional;

/** What a listener says about TLS. One value, so that "offered and implicit" cannot be written. */
public enum TlsMode {
    /** Cleartext only. */
    NONE,
    /** Cleartext, STARTTLS may be used (RFC 3207). */
    OFFERED,
    /** Cleartext until STARTTLS or STLS, and nothing of substance before it. */
    REQUIRED,
    /** TLS from the first byte (RFC 8314 3). */
    IMPLICIT;

    /** Reads the lower-case name; an unknown name is empty, never "none". */
    public static Optional<TlsMode> parse(String name) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(name)).findFirst();
    }

    /** The word used in configurations. */
    public String text() {
        return switch (this) {
            case NONE -> "none";
            case OFFERED -> "offered";
            case REQUIRED -> "required";
            case IMPLICIT -> "implicit";
        };
    }

    /** True if it lets more pass in cleartext than another. */
    public boolean isWeakerThan(TlsMode other) {
        return switch (this) {
            case NONE -> other != NONE;
            case OFFERED -> other == REQUIRED || other == IMPLICIT;
            case REQUIRED -> other == IMPLICIT;
            case IMPLICIT -> false;
        };
    }

    /** True where a session starts in cleartext and may be upgraded. */
    public boolean upgradable() {
        return this == OFFERED || this == REQUIRED;
    }
}
