// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.store.log.LogWord;

/** How a connection ended. */
public enum EndReason implements LogWord {
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
    /** The account was removed, or has another password, since the session's login. */
    ACCOUNT_CHANGED,
    /** A fault of our own. */
    FAULT;

    @Override
    public String word() {
        return switch (this) {
            case FINISHED -> "finished";
            case DROPPED -> "dropped";
            case IDLE -> "idle";
            case SLOW -> "slow";
            case HANDSHAKE_FAILED -> "handshake-failed";
            case INJECTION -> "injection";
            case EARLY_TALKER -> "early-talker";
            case ABUSE -> "abuse";
            case ACCOUNT_CHANGED -> "account-changed";
            case FAULT -> "fault";
        };
    }

    /** The word in a sentence. */
    public String text() {
        return word().replace('-', ' ');
    }
}
