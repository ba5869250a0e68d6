// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mailet;

import dev.sekisho.store.mail.Taking;
import dev.sekisho.store.sql.StoreFullException;
import dev.sekisho.store.sql.StoreUnavailableException;
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
        if (failure.filter(RetryWhenStoreFailed::isPassing).isPresent()
                && Taking.of(mail).map(Taking::comeAgain).orElse(false)) {
            LOGGER.warn("message {} is tried again: the store failed in passing", mail.getName());
            mail.setState(Mail.GHOST);
        }
    }

    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreUnavailableException || cause instanceof StoreFullException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's retry of what the store failed to do";
    }
}
