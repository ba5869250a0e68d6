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
 * @param sender the reverse path; empty for the null sender
 * @param ret RET of RFC 3461
 * @param envid ENVID of RFC 3461, as xtext
 * @param accepted when it was handed over
 * @param expires when it goes back to its sender
 * @param bodyId its body
 * @param size octets of its body
 * @param recipients its recipients, or those of them that were asked for
 */
public record OutgoingMessage(
        long id,
        String name,
        Optional<String> sender,
        Optional<String> ret,
        Optional<String> envid,
        Instant accepted,
        Instant expires,
        long bodyId,
        long size,
        List<OutgoingRecipient> recipients) {
    public OutgoingMessage {
        recipients = List.copyOf(recipients);
    }

    /** The same with other recipients. */
    public OutgoingMessage with(List<OutgoingRecipient> others) {
        return new OutgoingMessage(id, name, sender, ret, envid, accepted, expires, bodyId, size, others);
    }
}
