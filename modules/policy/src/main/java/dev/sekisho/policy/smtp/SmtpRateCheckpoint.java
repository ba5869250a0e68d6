// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.limit.ClientEvent;

/**
 * Decides on MAIL and RCPT by how often the client has said them. Trusted networks and pinned peers, whose pins have rates of their own, may say
 * them as often as they like.
 *
 * @param policy the policy of the listener
 */
public record SmtpRateCheckpoint(PortPolicy policy) {

    /** True if what the client says counts. @param address the octets of its address */
    public boolean counts(SmtpState state, byte[] address) {
        return !state.trustedNetwork() && !state.peer().pinned() && policy.limitsRatesOf(address);
    }

    /** Decides on what counts. @param within true if the client's rate allows one more */
    public SmtpDecision decide(ClientEvent event, boolean within) {
        if (within) {
            return SmtpDecision.ALLOW;
        }
        return SmtpDecision.refuse(
                switch (event) {
                    case MAIL -> SmtpRefusal.MAIL_RATE;
                    case RECIPIENT -> SmtpRefusal.RECIPIENT_RATE;
                    case UNKNOWN_RECIPIENT -> SmtpRefusal.UNKNOWN_RECIPIENTS;
                    case CONNECTION ->
                        throw new IllegalArgumentException("a connection has no session yet that is asked");
                });
    }
}
