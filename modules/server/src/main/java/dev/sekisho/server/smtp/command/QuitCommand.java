// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.transport.EndReason;

/** QUIT (RFC 5321 4.1.1.10). */
final class QuitCommand implements SmtpCommandHandler {
    @Override
    public void carryOut(SmtpContext session, String argument) {
        session.replies().sayAndClose(SmtpReplies.BYE, EndReason.FINISHED);
    }
}
