// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import java.util.Locale;

/** How a connection ended. */
public enum EndReason {
    /** The client sent QUIT, or the session ended in order. */
    FINISHED,
    /** The client went away without a word. */
    DROPPED,
    /** The client was silent for too long. */
    IDLE,
    /** The client was too slow. */
    SLOW,
    /** The TLS handshake failed. */
    HANDSHAKE_FAILED,
    /** Octets came in clear between STARTTLS or STLS and the handshake. */
    INJECTION,
    /** The client spoke before it was greeted. */
    EARLY_TALKER,
    /** The client's input is beyond what a client may send. */
    ABUSE,
    /** A fault of our own. */
    FAULT;

    /** The word used in the log. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
