// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;

/** RSET (RFC 5321 4.1.1.5). */
final class RsetCommand implements SmtpCommandHandler {
    @Override
    public void carryOut(SmtpContext session, String argument) {
        session.session().endTransaction();
        session.replies().done(SmtpReplies.OK);
    }
}
