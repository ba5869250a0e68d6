// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.outgoing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message on its way out.
 *
 * @param id what commands name it by
 * @param name what it was called when it was handed over; logs know it by that
 * @param envelope whose it is, and what the sender asked for
 * @param accepted when it was handed over
 * @param expires when it goes back to its sender
 * @param body its octets
 * @param recipients its recipients, or those of them that were asked for
 */
public record OutgoingMessage(
        long id,
        String name,
        Envelope envelope,
        Instant accepted,
        Instant expires,
        Body body,
        List<OutgoingRecipient> recipients) {
    public OutgoingMessage {
        recipients = List.copyOf(recipients);
    }

    /**
     * The envelope of a message without its recipients.
     *
     * @param sender the reverse path; empty for the null sender
     * @param submitter the user who logged in to submit it; empty if nobody did
     * @param ret RET of RFC 3461
     * @param envid ENVID of RFC 3461, as xtext
     */
    public record Envelope(
            Optional<String> sender, Optional<String> submitter, Optional<String> ret, Optional<String> envid) {}

    /**
     * A body in the store.
     *
     * @param id its row
     * @param size its octets
     */
    public record Body(long id, long size) {}

    /** The reverse path; empty for the null sender. */
    public Optional<String> sender() {
        return envelope.sender();
    }

    /** The user who logged in to submit it; empty if nobody did. */
    public Optional<String> submitter() {
        return envelope.submitter();
    }

    /** RET of RFC 3461. */
    public Optional<String> ret() {
        return envelope.ret();
    }

    /** ENVID of RFC 3461, as xtext. */
    public Optional<String> envid() {
        return envelope.envid();
    }

    /** The row of its body. */
    public long bodyId() {
        return body.id();
    }

    /** The octets of its body. */
    public long size() {
        return body.size();
    }

    /** The same with other recipients. */
    public OutgoingMessage with(List<OutgoingRecipient> others) {
        return new OutgoingMessage(id, name, envelope, accepted, expires, body, others);
    }
}
