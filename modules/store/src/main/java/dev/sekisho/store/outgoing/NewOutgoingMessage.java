// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that is handed over to be sent.
 *
 * @param name what it is called where it comes from; the same name with the same recipient is taken once
 * @param sender the reverse path; empty for the null sender
 * @param submitter the user who logged in to submit it; empty if nobody did
 * @param ret RET of RFC 3461
 * @param envid ENVID of RFC 3461, as xtext
 * @param accepted when it was handed over
 * @param expires when it goes back to its sender
 * @param recipients its recipients
 */
public record NewOutgoingMessage(
        String name,
        Optional<String> sender,
        Optional<String> submitter,
        Optional<String> ret,
        Optional<String> envid,
        Instant accepted,
        Instant expires,
        List<Recipient> recipients) {
    public NewOutgoingMessage {
        recipients = List.copyOf(recipients);
    }

    /**
     * A recipient.
     *
     * @param address the forward path
     * @param notices NOTIFY of RFC 3461
     * @param orcpt ORCPT of RFC 3461
     * @param route the name of the route it leaves by
     * @param destination what it shares connections with
     */
    public record Recipient(
            String address, Optional<String> notices, Optional<String> orcpt, String route, String destination) {
        RouteDestination routeDestination() {
            return new RouteDestination(route, destination);
        }
    }

    /** This message as it is in the queue. */
    OutgoingMessage kept(long id, long body, long size, List<OutgoingRecipient> kept) {
        return new OutgoingMessage(
                id,
                name,
                new OutgoingMessage.Envelope(sender, submitter, ret, envid),
                accepted,
                expires,
                new OutgoingMessage.Body(body, size),
                kept);
    }
}
