// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import java.io.IOException;

/** The transfer encoding of a part is not known (RFC 3516 4.3). */
public final class UndecodablePart extends IOException {
    private static final long serialVersionUID = 1L;

    UndecodablePart(String encoding) {
        super("the transfer encoding " + encoding + " is not known");
    }
}
