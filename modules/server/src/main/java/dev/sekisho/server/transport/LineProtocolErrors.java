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
    private final Answer answer = new Answer();
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
        return line.accept(answer);
    }

    /** Answers what is no line; true if there was something to answer. */
    private final class Answer implements Line.Visitor<Boolean> {
        @Override
        public Boolean text(Line.Text line) {
            return false;
        }

        @Override
        public Boolean incomplete() {
            return false;
        }

        @Override
        public Boolean malformed() {
            error(words.malformed());
            return true;
        }

        @Override
        public Boolean tooLong() {
            error(words.tooLong());
            return true;
        }

        @Override
        public Boolean endless() {
            ConnectionEvents.refused(listener, connection, "endless-line");
            end(words.tooLong());
            return true;
        }

        @Override
        public Boolean tlsRecord() {
            LOGGER.warn(
                    "listener {}: client {} sent a TLS ClientHello on a port without implicit TLS; closed. Set the client to STARTTLS, or use a"
                            + " port with implicit TLS",
                    listener,
                    connection.client());
            ConnectionEvents.refused(listener, connection, "tls-in-clear");
            end(words.tlsInClear());
            return true;
        }
    }

    private void end(String line) {
        connection.line(line);
        connection.close(EndReason.ABUSE);
    }
}
