// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.DotStuffingDecoder;
import dev.sekisho.server.smtp.transaction.MessageBody;
import dev.sekisho.server.smtp.transaction.SmtpReplies;

/** DATA (RFC 5321 4.1.1.4). */
final class DataCommand implements SmtpCommandHandler {
    private static final SmtpReply NO_ARGUMENT = new SmtpReply(501, "5.5.4", "DATA takes no argument");

    @Override
    public void carryOut(SmtpContext session, String argument) {
        if (!argument.isEmpty()) {
            session.replies().error(NO_ARGUMENT);
            return;
        }
        MessageBody body = MessageIntake.newBody(session);
        session.session().transaction().begin(body);
        DotStuffingDecoder decoder = new DotStuffingDecoder();
        session.input()
                .expect(new MessageIntake(
                        session, body, decoder::take, () -> MessageIntake.answer(session, body, decoder.malformed())));
        session.replies().say(SmtpReplies.SEND_DATA);
    }
}
