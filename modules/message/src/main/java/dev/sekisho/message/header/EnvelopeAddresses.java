// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.util.List;

/** The addresses of an {@link Envelope}. A field that the message has not, or has without an address, is an empty list. */
public record EnvelopeAddresses(
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc) {
    public static final EnvelopeAddresses NONE =
            new EnvelopeAddresses(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public EnvelopeAddresses {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }
}
