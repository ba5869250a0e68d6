// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.ClientWeight;
import dev.sekisho.policy.client.GreylistVerdict;

/**
 * Decides on a recipient by what is known of the client: DNS lists, its name, greylisting. Whoever has logged in, has shown a pinned key
 * or is in a trusted network is not judged, nor is mail to a postmaster, so that who is listed can ask why (RFC 5321 4.5.1).
 *
 * @param policy the policy of the listener
 */
public record SmtpClientCheckpoint(PortPolicy policy) {

    /** True if the decision depends on what is known of the client; else nobody need look that up. */
    public boolean asksClient(SmtpState state) {
        return checks().any() && isStranger(state);
    }

    /**
     * Decides by DNS lists and the client's name.
     *
     * @param postmaster true if the recipient is a postmaster
     */
    public SmtpDecision decide(SmtpState state, ClientFacts client, boolean postmaster) {
        ClientWeight weight = checks().weight(client);
        if (!asksClient(state) || postmaster || weight.sum() < checks().threshold()) {
            return SmtpDecision.ALLOW;
        }
        return SmtpDecision.refuse(
                weight.lists().isEmpty() ? SmtpRefusal.CLIENT_NAME_UNCONFIRMED : SmtpRefusal.CLIENT_LISTED);
    }

    /** True if the decision on a recipient that is allowed otherwise depends on the greylist. */
    public boolean asksGreylist(SmtpState state, ClientFacts client, boolean postmaster) {
        return asksClient(state)
                && client.examined()
                && !client.isAllowed()
                && !postmaster
                && checks().greylisting().concerns(checks().weight(client));
    }

    /** Decides by what greylisting makes of the attempt. */
    public SmtpDecision decide(GreylistVerdict verdict) {
        return verdict.defers() ? SmtpDecision.refuse(SmtpRefusal.GREYLISTED) : SmtpDecision.ALLOW;
    }

    /** The reply of a refusal by {@link #decide}, which names the DNS lists that it follows from. */
    public SmtpReply reply(SmtpRefusal refusal, ClientFacts client) {
        return refusal == SmtpRefusal.CLIENT_LISTED
                ? refusal.reply().naming(checks().weight(client).listNames())
                : refusal.reply();
    }

    private ClientChecks checks() {
        return policy.clientChecks();
    }

    private static boolean isStranger(SmtpState state) {
        return !state.trustedNetwork()
                && state.device().isEmpty()
                && !state.login().authenticated()
                && !state.peer().pinned();
    }
}
