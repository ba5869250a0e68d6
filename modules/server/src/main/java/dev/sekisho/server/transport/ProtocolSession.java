// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import io.netty.buffer.ByteBuf;

/**
 * One peer's conversation in one protocol. All methods are called on the connection's event loop, one at a time; none may block:
 * what may block goes through {@link ClientConnection#offload}.
 */
public interface ProtocolSession {
    /** The connection stands, and TLS with it where it is implicit: greet. */
    void opened(ClientConnection wire);

    /** The handshake that {@link ClientConnection#startTls} began is done. */
    void tlsStarted();

    /** Takes what it can of the input. Returns false if more octets are needed before anything can be done. */
    boolean read(ByteBuf input);

    /** The peer was silent for too long: say goodbye. The wire closes the connection afterwards. */
    void idle();

    /** The peer is too slow: say why. The wire closes the connection afterwards. */
    void tooSlow(SlowClientReason why);

    /** What the peer is to send next; asked before the connection stands, too. */
    AwaitedInput awaited();

    /** How well the peer is known; asked before the connection stands, too. */
    ClientIdentification acquaintance();

    /** True unless a message is being taken over or handed out, which is to be finished before the server ends. */
    boolean interruptible();

    /** The server ends: say goodbye. The wire closes the connection afterwards. */
    void stopping();

    /** Something failed that nobody foresaw: say goodbye. The wire has logged it and closes the connection afterwards. */
    void failed();

    /** The connection is gone; called exactly once. */
    void closed(EndReason ending);
}
