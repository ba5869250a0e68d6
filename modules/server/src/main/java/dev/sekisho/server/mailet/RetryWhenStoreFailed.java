// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.sql.TransientFailureLog;
import java.util.Optional;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first of the error processor: a message whose mailet or matcher failed because the store could not be reached, or was full, goes
 * back to its queue as a whole. Nobody would look for it among those that are kept as errors.
 */
public final class RetryWhenStoreFailed extends GenericMailet {
    private static final Logger LOGGER = LoggerFactory.getLogger(RetryWhenStoreFailed.class);

    @Override
    public void service(Mail mail) {
        Optional<Throwable> failure = AttributeUtils.getValueAndCastFromMail(mail, Mail.MAILET_ERROR, Throwable.class);
        failure.filter(TransientFailureLog::isPassing)
                .filter(passing -> DequeueTransaction.of(mail)
                        .map(DequeueTransaction::comeAgain)
                        .orElse(false))
                .ifPresent(passing -> {
                    TransientFailureLog.ofProcess()
                            .tell(LOGGER, passing, () -> "message " + mail.getName() + " is tried again");
                    mail.setState(Mail.GHOST);
                });
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's retry of what the store failed to do";
    }
}
