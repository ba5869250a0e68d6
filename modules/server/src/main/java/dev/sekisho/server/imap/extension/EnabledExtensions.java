// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.extension;

import java.util.EnumSet;
import java.util.Set;

/** What a session has enabled so far; nothing is ever turned off. Changed on the event loop, between two commands; read by workers. */
public final class EnabledExtensions {
    private volatile Set<Extension> enabled = EnumSet.noneOf(Extension.class);

    /** Turns something on, and what it includes: QRESYNC has CONDSTORE with it (RFC 7162 3.2.3). */
    public void enable(Extension extension) {
        EnumSet<Extension> more = EnumSet.of(extension);
        more.addAll(enabled);
        if (extension == Extension.QRESYNC) {
            more.add(Extension.CONDSTORE);
        }
        enabled = more;
    }

    /** Whether something is on. */
    public boolean has(Extension extension) {
        return enabled.contains(extension);
    }

    /** Whether texts are sent in UTF-8, and names of mailboxes with them. */
    public boolean utf8() {
        return has(Extension.UTF8_ACCEPT) || has(Extension.IMAP4REV2);
    }
}
