// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import org.jspecify.annotations.Nullable;

/** How far one connection has come, its session, and why it ends. Confined to its event loop. */
final class ConnectionLife {
    private Phase phase = Phase.CONNECTED;
    private ProtocolSession session = new NoSessionYet();
    private @Nullable EndReason reason;

    /** How far a connection has come. */
    enum Phase {
        /** Nothing was said yet. */
        CONNECTED,
        /** A TLS handshake is under way, before the greeting or behind STARTTLS. */
        HANDSHAKING,
        /** The session has greeted. */
        GREETED,
        /** What was written may still leave; nothing more is read. */
        CLOSING
    }

    Phase phase() {
        return phase;
    }

    boolean closing() {
        return phase == Phase.CLOSING;
    }

    boolean greeted() {
        return phase == Phase.GREETED;
    }

    boolean handshaking() {
        return phase == Phase.HANDSHAKING;
    }

    /** A handshake begins: before the greeting, or by STARTTLS. */
    void handshake() {
        phase = Phase.HANDSHAKING;
    }

    /** The session speaks from now on: for the first time, or after a handshake. */
    void greet() {
        phase = Phase.GREETED;
    }

    void opened(ProtocolSession opened) {
        session = opened;
    }

    /** The session; until one is opened, one that says nothing. */
    ProtocolSession session() {
        return session;
    }

    /** The connection ends; the first reason stays. */
    void end(EndReason why) {
        reason = reason == null ? why : reason;
        phase = Phase.CLOSING;
    }

    /** The connection is gone, whatever the reason. */
    void gone() {
        phase = Phase.CLOSING;
    }

    /** Why the connection ends; the client disconnected, unless another reason was set. */
    EndReason reason() {
        return reason == null ? EndReason.DROPPED : reason;
    }
}
