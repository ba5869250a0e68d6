// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import java.io.IOException;

/**
 * What is said cannot be said to its end: the connection is gone, the client does not read, or what was to be said cannot be read. Nothing can
 * follow it.
 */
public final class BrokenOutput extends IOException {
    private static final long serialVersionUID = 1L;

    public BrokenOutput(Throwable cause) {
        super("the answer cannot be sent", cause);
    }
}
