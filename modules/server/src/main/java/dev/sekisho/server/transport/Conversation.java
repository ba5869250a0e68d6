// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.Acquaintance;
import dev.sekisho.policy.Slowness;
import io.netty.buffer.ByteBuf;

/**
 * One peer's conversation in one protocol. All methods are called on the connection's event loop, one at a time; none may block:
 * what may block goes through {@link Wire#offload}.
 */
public interface Conversation {
    /** The connection stands, and TLS with it where it is implicit: greet. */
    void opened(Wire wire);

    /** The handshake that {@link Wire#startTls} began is done. */
    void tlsStarted();

    /** Takes what it can of the input. Returns false if more octets are needed before anything can be done. */
    boolean read(ByteBuf input);

    /** The peer was silent for too long: say goodbye. The wire closes the connection afterwards. */
    void idle();

    /** The peer is too slow: say why. The wire closes the connection afterwards. */
    void tooSlow(Slowness why);

    /** What the peer is to send next; asked before the connection stands, too. */
    Awaited awaited();

    /** How well the peer is known; asked before the connection stands, too. */
    Acquaintance acquaintance();

    /** True unless a message is being taken over or handed out, which is to be finished before the server ends. */
    boolean interruptible();

    /** The server ends: say goodbye. The wire closes the connection afterwards. */
    void stopping();

    /** Something failed that nobody foresaw: say goodbye. The wire has logged it and closes the connection afterwards. */
    void failed();

    /** The connection is gone; called exactly once. */
    void closed(Ending ending);
}
