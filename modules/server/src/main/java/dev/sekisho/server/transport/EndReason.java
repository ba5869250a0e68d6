// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.util.Locale;

/** How a connection ended. */
public enum EndReason {
    /** The peer said QUIT, or was told to go. */
    FINISHED,
    /** The peer went away without a word. */
    DROPPED,
    /** The peer was silent for too long. */
    IDLE,
    /** The peer was too slow. */
    SLOW,
    /** The TLS handshake failed. */
    HANDSHAKE_FAILED,
    /** Octets came in clear between STARTTLS or STLS and the handshake. */
    INJECTION,
    /** The peer spoke before it was greeted. */
    EARLY_TALKER,
    /** The peer's input is beyond what a peer may send. */
    ABUSE,
    /** A fault of our own. */
    FAULT;

    /** The word used in the log. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
