// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpRefusal;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpInput;
import io.netty.buffer.ByteBuf;

/**
 * A chunk whose BDAT was refused. Its octets come all the same, since the client need not wait for the reply (RFC 3030 2, RFC 2920), and
 * are skipped before the refusal is sent: they are part of the message, and never commands.
 */
final class DiscardedChunk implements SmtpInput.Octets {
    private final SmtpContext session;
    private final SmtpRefusal reason;
    private long left;

    DiscardedChunk(SmtpContext session, long size, SmtpRefusal reason) {
        this.session = session;
        this.left = size;
        this.reason = reason;
    }

    @Override
    public void take(ByteBuf input) {
        int passed = (int) Math.min(left, input.readableBytes());
        input.skipBytes(passed);
        left -= passed;
        if (left == 0) {
            session.input().expectLines();
            session.replies().refuse(reason);
        }
    }

    @Override
    public boolean interruptible() {
        return true;
    }
}
