// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;

/** Writes what is said to a client beside the engine, and closes where too much is refused. Confined to a connection. */
final class ImapReplyWriter {
    private static final int ERRORS = 20;

    private final ClientConnection connection;
    private final ByeGuard byes = new ByeGuard();
    private int errors;

    ImapReplyWriter(ClientConnection connection) {
        this.connection = connection;
    }

    /** Sees to it that BYE is said once, also by the engine. */
    ByeGuard byes() {
        return byes;
    }

    void line(String line) {
        connection.line(line);
    }

    /** A command was carried out. */
    void served() {
        errors = 0;
    }

    /** A command was refused or failed. */
    void erred() {
        if (++errors >= ERRORS) {
            bye("Too many errors, closing connection", EndReason.ABUSE);
        }
    }

    /** Says goodbye, unless that was said before, and closes. */
    void bye(String text, EndReason reason) {
        if (byes.begin()) {
            connection.line("* BYE " + text);
        }
        connection.close(reason);
    }
}
