// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.pin.PeerLimits;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a pinned peer within the limits of its pin, and logs the limit that it reached; the peer gets a reply code. */
public final class PinLimitCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(PinLimitCheck.class);

    private PinLimitCheck() {}

    /** Tells of a message that turned out to have more octets than its peer's pin allows. */
    public static void tooBig(SmtpContext session, String command) {
        if (session.state().peer() instanceof ClientPinStatus.Pinned pinned
                && pinned.peer().limits().messageBytes().isPresent()) {
            logged(session, SmtpDecision.refuse(SmtpRefusal.MESSAGE_TOO_BIG), command);
        }
    }

    /** What the rate of the pin says of a MAIL that everything else allows; one that is allowed counts. */
    public static SmtpDecision withinRate(SmtpContext session) {
        boolean allowed = !(session.state().peer() instanceof ClientPinStatus.Pinned pinned)
                || session.listener().access().peers().rates().begin(pinned.peer());
        return allowed ? SmtpDecision.ALLOW : SmtpDecision.refuse(SmtpRefusal.PEER_RATE);
    }

    /** Tells the operator of a refusal that follows from a pin. */
    public static SmtpDecision logged(SmtpContext session, SmtpDecision decision, String command) {
        if (decision instanceof SmtpDecision.Refuse refuse
                && session.state().peer() instanceof ClientPinStatus.Pinned pinned) {
            LOGGER.warn(
                    "listener {}: {} of {} refused with {}: its pin {} allows {}; 'sekisho pin show {}' tells more",
                    session.listener().greeting().name(),
                    command,
                    pinned.peer().name(),
                    refuse.reason().reply().codes(),
                    pinned.peer().pin(),
                    words(pinned.peer()),
                    pinned.peer().name());
        }
        return decision;
    }

    private static String words(PinnedPeer peer) {
        PeerLimits limits = peer.limits();
        String words = (limits.senders().isEmpty() ? "" : " senders " + limits.senders())
                + (limits.recipientDomains().isEmpty() ? "" : " recipients in " + limits.recipientDomains())
                + limits.rate().map(rate -> " a rate of " + rate).orElse("")
                + (limits.messageBytes().isPresent()
                        ? " messages of " + limits.messageBytes().getAsLong() + " octets"
                        : "");
        return words.isEmpty() ? "any mail" : words.strip();
    }
}
