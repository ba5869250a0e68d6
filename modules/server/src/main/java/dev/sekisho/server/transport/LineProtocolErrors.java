// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.transport.input.LineReader.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client that speaks in lines does wrong: errors in a row, and what is no line at all. Confined to a connection. */
public final class LineProtocolErrors {
    private static final Logger LOGGER = LoggerFactory.getLogger(LineProtocolErrors.class);
    private static final int ERRORS = 20;

    private final ListenerName listener;
    private final ClientConnection connection;
    private final Words words;
    private int errors;

    /**
     * The replies to the client, each a whole line.
     *
     * @param malformed a line with a bare CR or LF, or a NUL
     * @param tooLong a line longer than allowed
     * @param tlsInClear TLS where a command was to come
     * @param tooMany too many errors; empty if nothing is sent
     */
    public record Words(String malformed, String tooLong, String tlsInClear, String tooMany) {}

    /** Nothing is wrong yet. */
    public LineProtocolErrors(ListenerName listener, ClientConnection connection, Words words) {
        this.listener = listener;
        this.connection = connection;
        this.words = words;
    }

    /** The client did something right. */
    public void forgive() {
        errors = 0;
    }

    /** Says what is wrong; a client that is wrong again and again is closed. */
    public void error(String line) {
        connection.line(line);
        if (++errors >= ERRORS) {
            if (!words.tooMany().isEmpty()) {
                connection.line(words.tooMany());
            }
            ConnectionEvents.refused(listener, connection, "too-many-errors");
            connection.close(EndReason.ABUSE);
        }
    }

    /** Deals with what is no well-formed line; false if there is only no whole line yet. */
    public boolean notALine(Line line) {
        if (line instanceof Line.TlsRecord) {
            LOGGER.warn(
                    "listener {}: client {} began TLS in clear; closed. A client that is set to SSL/TLS belongs on a port of implicit TLS",
                    listener,
                    connection.client());
            ConnectionEvents.refused(listener, connection, "tls-in-clear");
            end(words.tlsInClear());
        } else if (line instanceof Line.Malformed) {
            error(words.malformed());
        } else if (line instanceof Line.TooLong) {
            error(words.tooLong());
        } else if (line instanceof Line.Endless) {
            ConnectionEvents.refused(listener, connection, "endless-line");
            end(words.tooLong());
        } else {
            return false;
        }
        return true;
    }

    private void end(String line) {
        connection.line(line);
        connection.close(EndReason.ABUSE);
    }
}
