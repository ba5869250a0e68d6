// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.session.SmtpContext;

/** A command that is answered and does nothing: NOOP, HELP, VRFY (RFC 5321 4.1.1.6 to 4.1.1.9). */
final class FixedReplyCommand implements SmtpCommandHandler {
    private final SmtpReply reply;

    FixedReplyCommand(SmtpReply reply) {
        this.reply = reply;
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        session.replies().done(reply);
    }
}
