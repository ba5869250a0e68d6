// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.session;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.pop3.Pop3Refusal;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.EndReason;
import dev.sekisho.server.transport.LineProtocolErrors;
import dev.sekisho.server.transport.input.LineReader.Line;

/** Writes the replies of one session, and closes where too much is refused. Confined to a connection. */
public final class Pop3ReplyWriter {
    public static final String TOO_LONG = "-ERR Line too long";

    private final ClientConnection connection;
    private final LineProtocolErrors errors;

    Pop3ReplyWriter(ListenerName listener, ClientConnection connection) {
        this.connection = connection;
        this.errors = new LineProtocolErrors(
                listener,
                connection,
                new LineProtocolErrors.Words(
                        "-ERR Lines end in CR LF and hold neither CR, LF nor NUL",
                        TOO_LONG,
                        "-ERR Send STLS first",
                        ""));
    }

    /** Writes a line as it is. */
    public void line(String line) {
        connection.line(line);
    }

    /** Says that a command was carried out. */
    public void done(String line) {
        errors.forgive();
        connection.line(line);
    }

    /** Says what is wrong with a command; a client that is wrong again and again is closed. */
    public void error(String line) {
        errors.error(line);
    }

    /** Says why a command is refused. */
    public void refuse(Pop3Refusal reason) {
        if (reason.closes()) {
            connection.line(reason.reply());
            connection.close(EndReason.ABUSE);
        } else {
            error(reason.reply());
        }
    }

    /** Says goodbye. */
    public void bye(String line) {
        connection.line(line);
        connection.close(EndReason.FINISHED);
    }

    /** Deals with what is no well-formed line; false if there is only no whole line yet. */
    public boolean notALine(Line line) {
        return errors.notALine(line);
    }
}
