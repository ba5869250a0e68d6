// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.Arrays;
import java.util.Optional;

/** The flags that RFC 9051 2.3.2 defines and a message keeps. {@code \Recent} is none of them: it belongs to a session. */
public enum SystemFlag {
    /** {@code \Answered}. */
    ANSWERED(1, "\\Answered"),
    /** {@code \Deleted}. */
    DELETED(2, "\\Deleted"),
    /** {@code \Draft}. */
    DRAFT(4, "\\Draft"),
    /** {@code \Flagged}. */
    FLAGGED(8, "\\Flagged"),
    /** {@code \Seen}. */
    SEEN(32, "\\Seen");

    private final int bit;
    private final String text;

    SystemFlag(int bit, String text) {
        this.bit = bit;
        this.text = text;
    }

    /** Its bit in {@link MessageFlags#bits} and in the database. */
    public int bit() {
        return bit;
    }

    /** As IMAP writes it, with the backslash. */
    public String text() {
        return text;
    }

    /** The flag of this text, in any case of letters; empty if there is none. */
    public static Optional<SystemFlag> of(String text) {
        return Arrays.stream(values())
                .filter(flag -> flag.text.equalsIgnoreCase(text))
                .findFirst();
    }
}
