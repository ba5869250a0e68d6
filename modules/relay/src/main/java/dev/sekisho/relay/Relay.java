// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;

/**
 * The mailet that has mail leave by the routes of {@code relay.xml}: it goes over into the outgoing queue in the transaction that removes it from
 * James' queue, so that a crash neither loses it nor sends it twice.
 *
 * <p>What is forwarded leaves with a rewritten envelope sender, unless the parameter {@code forwardedSender} is {@code keep}.
 */
public final class Relay extends GenericMailet {
    private static final String FORWARDED_SENDER = "forwardedSender";

    private final OutgoingEnqueuer enqueuer;
    private boolean rewriteSender = true;

    /** Hands over to this queue. */
    @Inject
    public Relay(OutgoingEnqueuer enqueuer) {
        this.enqueuer = enqueuer;
    }

    @Override
    public void init() throws MessagingException {
        String said = getInitParameter(FORWARDED_SENDER, "rewrite");
        rewriteSender = switch (said) {
            case "rewrite" -> true;
            case "keep" -> false;
            default ->
                throw new MessagingException(
                        FORWARDED_SENDER + " of the mailet Relay is " + said + "; write rewrite or keep");
        };
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        enqueuer.take(mail, rewriteSender);
        mail.setState(Mail.GHOST);
    }

    @Override
    public String getMailetInfo() {
        return "Sekisho's relay";
    }
}
