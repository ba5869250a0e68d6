// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.command;

import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.transaction.SmtpReplies;
import dev.sekisho.store.sql.TransientFailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a MAIL or RCPT whose address cannot be looked up. */
final class LookUpFailure {
    private static final Logger LOGGER = LoggerFactory.getLogger(LookUpFailure.class);

    private LookUpFailure() {}

    static void answer(SmtpContext session, Throwable cause) {
        String what =
                session.described() + ": an address of " + session.connection().client() + " cannot be looked up";
        TransientFailureLog.ofProcess().error(LOGGER, cause, () -> what);
        session.replies().error(SmtpReplies.TRY_LATER);
    }
}
