// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * The mailet that has mail leave by the routes of {@code relay.xml}: it goes over into the outgoing queue in the transaction that removes it from
 * James' queue, so that a crash neither loses it nor sends it twice.
 */
public final class Relay extends GenericMailet {
    private final Handover handover;

    /** Hands over to this queue. */
    @Inject
    public Relay(Handover handover) {
        this.handover = handover;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        handover.take(mail);
        mail.setState(Mail.GHOST);
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's relay";
    }
}
