// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.server.sasl.PendingResponse;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Who takes what the client sends next, where that is no command: octets of a message, or a response of AUTH. Confined to a connection. */
public final class SmtpInput {
    private final PendingResponse response = new PendingResponse();
    private @Nullable Octets octets;

    /** Takes octets that are no lines. */
    public interface Octets {
        /** Takes what there is of them. */
        void take(ByteBuf input);

        /** True if the server may end while they come. */
        boolean interruptible();
    }

    /** Who takes the next line, if it is a response of AUTH. */
    public PendingResponse response() {
        return response;
    }

    /** Who takes the next octets; null if they are lines. */
    @Nullable
    public Octets octets() {
        return octets;
    }

    /** The next octets go to this receiver, until it says that lines follow. */
    public void expect(Octets next) {
        octets = next;
    }

    /** Lines follow. */
    public void expectLines() {
        octets = null;
    }
}
