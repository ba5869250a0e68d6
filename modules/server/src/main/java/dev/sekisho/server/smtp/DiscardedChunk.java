// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.smtp.SmtpRefusal;
import io.netty.buffer.ByteBuf;

/**
 * A chunk whose BDAT was refused. Its octets come all the same, since the client need not wait for the reply (RFC 3030 2, RFC 2920), and
 * are passed over before the refusal is said: they are the words of whoever wrote the message, and never commands.
 */
final class DiscardedChunk {
    private final SmtpRefusal reason;
    private long left;

    DiscardedChunk(SmtpRefusal reason, long size) {
        this.reason = reason;
        this.left = size;
    }

    SmtpRefusal reason() {
        return reason;
    }

    /** Passes over what there is of the chunk; true if that was all of it. */
    boolean pass(ByteBuf input) {
        int passed = (int) Math.min(left, input.readableBytes());
        input.skipBytes(passed);
        left -= passed;
        return left == 0;
    }
}
