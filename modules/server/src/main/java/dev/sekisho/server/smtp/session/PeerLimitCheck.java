// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.ClientPinStatus;
import dev.sekisho.policy.smtp.SmtpDecision;
import dev.sekisho.policy.smtp.SmtpRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a pinned peer or a device within its limits, and logs the limit that it reached; the peer gets a reply code. */
public final class PeerLimitCheck {
    private static final Logger LOGGER = LoggerFactory.getLogger(PeerLimitCheck.class);

    private PeerLimitCheck() {}

    /** Tells of a message that turned out to have more octets than is allowed to its peer. */
    public static void tooBig(SmtpContext session, String command) {
        if (session.checkpoint().limits(session.state()).messageBytes().isPresent()) {
            logged(session, SmtpDecision.refuse(SmtpRefusal.MESSAGE_TOO_BIG), command);
        }
    }

    /** What the rate of the pin or the device says of a MAIL that everything else allows; one that is allowed counts. */
    public static SmtpDecision withinRate(SmtpContext session) {
        boolean allowed = session.state()
                .device()
                .map(device -> session.listener()
                        .access()
                        .deviceRates()
                        .begin(device, session.connection().client().getAddress()))
                .orElseGet(() -> !(session.state().peer() instanceof ClientPinStatus.Pinned pinned)
                        || session.listener().access().peers().rates().begin(pinned.peer()));
        return allowed ? SmtpDecision.ALLOW : SmtpDecision.refuse(SmtpRefusal.PEER_RATE);
    }

    /** Tells the operator of a refusal that follows from a pin or from what is listed for a device. */
    public static SmtpDecision logged(SmtpContext session, SmtpDecision decision, String command) {
        if (decision instanceof SmtpDecision.Refuse refuse) {
            String codes = refuse.reason().reply().codes();
            if (session.state().peer() instanceof ClientPinStatus.Pinned pinned) {
                LOGGER.warn(
                        "listener {}: {} of {} refused with {}: its pin {} allows {}; 'sekisho pin show {}' tells more",
                        session.listener().greeting().name(),
                        command,
                        pinned.peer().name(),
                        codes,
                        pinned.peer().pin(),
                        words(pinned.peer().limits()),
                        pinned.peer().name());
            }
            session.state()
                    .device()
                    .ifPresent(device -> LOGGER.warn(
                            "listener {}: {} of device {} at {} refused with {}: its <device> allows {}",
                            session.listener().greeting().name(),
                            command,
                            device.name(),
                            session.connection().client().getAddress().getHostAddress(),
                            codes,
                            words(device.limits())));
        }
        return decision;
    }

    private static String words(PeerLimits limits) {
        String words = (limits.senders().isEmpty() ? "" : " senders " + limits.senders())
                + (limits.recipientDomains().isEmpty() ? "" : " recipients in " + limits.recipientDomains())
                + limits.rate().map(rate -> " a rate of " + rate).orElse("")
                + (limits.messageBytes().isPresent()
                        ? " messages of " + limits.messageBytes().getAsLong() + " octets"
                        : "");
        return words.isEmpty() ? "any mail" : words.strip();
    }
}
