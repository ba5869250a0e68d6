// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Locale;
import java.util.Optional;

/**
 * A flag of a message: a system flag, which begins with a backslash, or a keyword (RFC 9051 2.3.2). Two flags are equal in any case of
 * letters; the spelling is kept.
 *
 * @param name such as {@code \Seen} or {@code $Forwarded}
 */
public record Flag(String name) {
    /** The longest name, in octets. */
    public static final int LONGEST = 255;

    public static final Flag SEEN = new Flag("\\Seen");
    public static final Flag ANSWERED = new Flag("\\Answered");
    public static final Flag FLAGGED = new Flag("\\Flagged");
    public static final Flag DELETED = new Flag("\\Deleted");
    public static final Flag DRAFT = new Flag("\\Draft");
    /** Set by the server alone; a client that stores it is not obeyed (RFC 3501 2.3.2). */
    public static final Flag RECENT = new Flag("\\Recent");

    private static final String ATOM_SPECIALS = "(){ %*\"\\]";

    public Flag {
        if (!valid(name)) {
            throw new IllegalArgumentException("not a flag: " + name);
        }
    }

    /** The flag of a name; empty if it is none: an atom, which may have one backslash before it, of at most {@link #LONGEST} octets. */
    public static Optional<Flag> of(String name) {
        return valid(name) ? Optional.of(new Flag(name)) : Optional.empty();
    }

    /** True for a flag that begins with a backslash. */
    public boolean isSystem() {
        return name.startsWith("\\");
    }

    private static boolean valid(String name) {
        int from = name.startsWith("\\") ? 1 : 0;
        return name.length() > from
                && name.length() <= LONGEST
                && name.chars().skip(from).allMatch(c -> c > ' ' && c < 0x7f && ATOM_SPECIALS.indexOf(c) < 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flag flag && flag.name.equalsIgnoreCase(name);
    }

    @Override
    public int hashCode() {
        return name.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
