// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.transport.LineReader.Line;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a peer that speaks in lines does wrong: errors in a row, and what is no line at all. Confined to a connection. */
public final class LineProtocolErrors {
    private static final Logger LOGGER = LoggerFactory.getLogger(LineProtocolErrors.class);
    private static final int ERRORS = 20;

    private final ListenerName listener;
    private final Supplier<ClientConnection> wire;
    private final Words words;
    private int errors;

    /**
     * What the peer is told, each a whole line.
     *
     * @param malformed a line with a bare CR or LF, or a NUL
     * @param tooLong a line longer than allowed
     * @param tlsInClear TLS where a command was to come
     * @param tooMany too many errors; empty if nothing is said
     */
    public record Words(String malformed, String tooLong, String tlsInClear, String tooMany) {}

    /** Nothing is wrong yet. */
    public LineProtocolErrors(ListenerName listener, Supplier<ClientConnection> wire, Words words) {
        this.listener = listener;
        this.wire = wire;
        this.words = words;
    }

    /** The peer did something right. */
    public void forgive() {
        errors = 0;
    }

    /** Says what is wrong; a peer that is wrong again and again is closed. */
    public void error(String line) {
        wire.get().line(line);
        if (++errors >= ERRORS) {
            if (!words.tooMany().isEmpty()) {
                wire.get().line(words.tooMany());
            }
            ConnectionLog.refused(listener, wire.get(), "too-many-errors");
            wire.get().close(EndReason.ABUSE);
        }
    }

    /** Deals with what is no well-formed line; false if there is only no whole line yet. */
    public boolean notALine(Line line) {
        if (line instanceof Line.TlsRecord) {
            LOGGER.warn(
                    "listener {}: peer {} began TLS in clear; closed. A client that is set to SSL/TLS belongs on a port of implicit TLS",
                    listener,
                    wire.get().peer());
            ConnectionLog.refused(listener, wire.get(), "tls-in-clear");
            end(words.tlsInClear());
        } else if (line instanceof Line.Malformed) {
            error(words.malformed());
        } else if (line instanceof Line.TooLong) {
            error(words.tooLong());
        } else if (line instanceof Line.Endless) {
            ConnectionLog.refused(listener, wire.get(), "endless-line");
            end(words.tooLong());
        } else {
            return false;
        }
        return true;
    }

    private void end(String line) {
        wire.get().line(line);
        wire.get().close(EndReason.ABUSE);
    }
}
