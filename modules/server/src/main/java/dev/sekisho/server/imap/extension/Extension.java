// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.extension;

import java.util.Arrays;
import java.util.Optional;

/** What ENABLE turns on (RFC 5161), and what SELECT and others turn on with it. */
public enum Extension {
    /** MODSEQ is told wherever flags are (RFC 7162 3.1). */
    CONDSTORE("CONDSTORE"),
    /** VANISHED is told instead of EXPUNGE (RFC 7162 3.2). */
    QRESYNC("QRESYNC"),
    /** Strings are UTF-8 (RFC 6855 3). */
    UTF8_ACCEPT("UTF8=ACCEPT"),
    /** The forms of RFC 9051 where they differ from those of RFC 3501. */
    IMAP4REV2("IMAP4rev2");

    private final String capability;

    Extension(String capability) {
        this.capability = capability;
    }

    /** The capability's name, as it is announced. */
    public String announced() {
        return capability;
    }

    /** The extension of a capability, in any case of letters; empty if there is nothing to enable. */
    public static Optional<Extension> of(String capability) {
        return Arrays.stream(values())
                .filter(extension -> extension.capability.equalsIgnoreCase(capability))
                .findFirst();
    }
}
