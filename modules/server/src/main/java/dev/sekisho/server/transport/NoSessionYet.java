// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.limit.ClientIdentification;
import dev.sekisho.policy.limit.SlowClientReason;
import dev.sekisho.server.transport.input.AwaitedInput;
import io.netty.buffer.ByteBuf;

/** Stands for the session of a connection that has none yet: it has not been greeted, so nothing is said to its client. */
final class NoSessionYet implements ProtocolSession {
    @Override
    public void greet() {
        throw notOpened();
    }

    @Override
    public void tlsStarted() {
        throw notOpened();
    }

    @Override
    public boolean read(ByteBuf input) {
        throw notOpened();
    }

    @Override
    public void idle() {
        // Nothing is said before the greeting.
    }

    @Override
    public void tooSlow(SlowClientReason why) {
        // Nothing is said before the greeting.
    }

    @Override
    public AwaitedInput awaited() {
        return AwaitedInput.COMMAND;
    }

    @Override
    public ClientIdentification identification() {
        return ClientIdentification.TO_COME;
    }

    @Override
    public boolean interruptible() {
        return true;
    }

    @Override
    public void stopping() {
        // Nothing is said before the greeting.
    }

    @Override
    public void failed() {
        // Nothing is said before the greeting.
    }

    @Override
    public void closed(EndReason reason) {
        // There was no session.
    }

    private static IllegalStateException notOpened() {
        return new IllegalStateException("no session is open yet");
    }
}
