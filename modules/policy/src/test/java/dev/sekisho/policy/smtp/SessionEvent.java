// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import dev.sekisho.policy.pin.ClientPinStatus;

/**
 * One thing that happened on a connection, as an onlooker with a view of both sides writes it down.
 *
 * @param action what the client did, and what the world around the server was like
 * @param answer "ok", or the codes of the refusal
 * @param credentialsSeen true if the server looked at credentials
 * @param authListed true if an EHLO reply listed AUTH
 * @param startTlsListed true if an EHLO reply listed STARTTLS
 * @param before what the server remembered before
 * @param after what it remembered afterwards
 * @param closed true if the server closed the connection
 */
record SessionEvent(
        Action action,
        String answer,
        boolean credentialsSeen,
        boolean authListed,
        boolean startTlsListed,
        SmtpState before,
        SmtpState after,
        boolean closed) {

    /**
     * What a client does.
     *
     * @param verb the verb
     * @param hasArgument whether it has an argument
     * @param goodLogin whether the credentials it would show are right
     * @param sender whose address a MAIL would name
     * @param recipient what the address of a RCPT would be
     * @param bytes what SIZE would say
     * @param peer what the pins say of the client's key at this moment
     */
    record Action(
            SmtpVerb verb,
            boolean hasArgument,
            boolean goodLogin,
            SenderOwnership sender,
            RecipientAddressClass recipient,
            long bytes,
            ClientPinStatus peer) {}

    SmtpVerb verb() {
        return action.verb();
    }

    boolean ok() {
        return answer.equals("ok");
    }

    boolean accepted(SmtpVerb verb) {
        return verb() == verb && ok();
    }
}
