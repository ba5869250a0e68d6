// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** STARTTLS (RFC 3207). */
final class StartTlsCommand implements SmtpCommandHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(StartTlsCommand.class);

    @Override
    public void carryOut(SmtpContext session, String argument) {
        if (session.connection().tlsAvailable()) {
            session.connection().startTls(SmtpReplies.READY_FOR_TLS.line());
        } else {
            LOGGER.error(
                    "listener {}: STARTTLS of {} refused, there is no certificate to present",
                    session.listener().greeting().name(),
                    session.connection().client());
            session.replies().say(SmtpReplies.TLS_UNAVAILABLE);
        }
    }
}
