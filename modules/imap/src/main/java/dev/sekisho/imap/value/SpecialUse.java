// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Arrays;
import java.util.Optional;

/** What a mailbox is for (RFC 6154 2). */
public enum SpecialUse {
    ALL("\\All"),
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    FLAGGED("\\Flagged"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash");

    private final String attribute;

    SpecialUse(String attribute) {
        this.attribute = attribute;
    }

    /** The attribute in LIST and CREATE, with its backslash. */
    public String attribute() {
        return attribute;
    }

    /** The use of an attribute, in any case of letters. */
    public static Optional<SpecialUse> of(String attribute) {
        return Arrays.stream(values())
                .filter(use -> use.attribute.equalsIgnoreCase(attribute))
                .findFirst();
    }
}
