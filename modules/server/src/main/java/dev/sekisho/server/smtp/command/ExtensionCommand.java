// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.policy.smtp.SmtpReply;
import dev.sekisho.server.smtp.extension.ExtensionReply;
import dev.sekisho.server.smtp.extension.SmtpExtension;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.server.smtp.transaction.SmtpSessionFacts;
import dev.sekisho.store.sql.TransientFailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command of an operator's, see {@link SmtpExtension}. */
final class ExtensionCommand implements SmtpCommandHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExtensionCommand.class);
    private static final int FIRST_REFUSAL = 400;

    private final SmtpExtension extension;

    ExtensionCommand(SmtpExtension extension) {
        this.extension = extension;
    }

    @Override
    public void carryOut(SmtpContext session, String argument) {
        SmtpSessionFacts facts = session.session().facts();
        SmtpExtension.Client client = new SmtpExtension.Client(
                facts.listener(), facts.client(), facts.helo(), session.state().tls(), facts.user());
        session.connection()
                .offload(
                        () -> ExtensionReply.ofCommand(extension.answer(client, argument)),
                        reply -> answered(session, reply),
                        failure -> failed(session, failure));
    }

    private static void answered(SmtpContext session, SmtpReply reply) {
        if (reply.code() < FIRST_REFUSAL) {
            session.replies().done(reply);
        } else {
            session.replies().error(reply);
        }
    }

    private void failed(SmtpContext session, Throwable cause) {
        String what = session.described() + ": the command " + extension.verb() + " ("
                + extension.getClass().getName() + ") of "
                + session.connection().client() + " failed";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
        session.replies().error(SmtpReplies.TRY_LATER);
    }
}
