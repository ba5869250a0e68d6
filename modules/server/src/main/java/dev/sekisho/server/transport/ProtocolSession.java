// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.input.AwaitedInput;
import io.netty.buffer.ByteBuf;

/**
 * One client's session in one protocol, opened by a {@link ProtocolSessionFactory}. All methods are called on the connection's event loop,
 * one at a time; none may block: what may block goes through {@link ClientConnection#offload}.
 */
public interface ProtocolSession {
    /** Sends the greeting; called once, before anything else. */
    void greet();

    /** The handshake that {@link ClientConnection#startTls} began is done. */
    void tlsStarted();

    /** Takes what it can of the input. Returns false if more octets are needed before anything can be done. */
    boolean read(ByteBuf input);

    /** The client was silent for too long: say goodbye. The connection is closed afterwards. */
    void idle();

    /** The client is too slow: say why. The connection is closed afterwards. */
    void tooSlow(SlowClientReason why);

    /** What the client is to send next. */
    AwaitedInput awaited();

    /** How well the client is known. */
    ClientIdentification identification();

    /** True unless a message is being received or sent, which is to be finished before the server ends. */
    boolean interruptible();

    /** True if the session may end now although the client is in the middle of something: it has had no reply to that. */
    default boolean mayBeCut() {
        return interruptible();
    }

    /** The server ends: say goodbye. The connection is closed afterwards. */
    void stopping();

    /** An unexpected failure: say goodbye. The connection has logged it and is closed afterwards. */
    void failed();

    /** The connection is gone; called exactly once. */
    void closed(EndReason reason);
}
