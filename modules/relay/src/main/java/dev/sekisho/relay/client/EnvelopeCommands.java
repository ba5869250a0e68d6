// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.reply.EhloCapabilities;

/**
 * MAIL and RCPT with the parameters that the server knows.
 *
 * @param offered what it knows
 * @param envelope what is to be sent
 */
record EnvelopeCommands(EhloCapabilities offered, OutboundEnvelope envelope) {

    String mail(long size, boolean eightBit) {
        StringBuilder command =
                new StringBuilder("MAIL FROM:<" + envelope.sender().orElse("") + ">");
        if (offered.offers("SIZE")) {
            command.append(" SIZE=").append(size);
        }
        if (eightBit && offered.offers("8BITMIME")) {
            command.append(" BODY=8BITMIME");
        }
        if (!envelope.ascii()) {
            command.append(" SMTPUTF8");
        }
        if (offered.offers("DSN")) {
            envelope.ret().ifPresent(ret -> command.append(" RET=").append(ret));
            envelope.envid().ifPresent(id -> command.append(" ENVID=").append(id));
        }
        return command.toString();
    }

    String rcpt(OutboundEnvelope.Recipient recipient) {
        StringBuilder command = new StringBuilder("RCPT TO:<" + recipient.address() + ">");
        if (offered.offers("DSN")) {
            recipient.notices().ifPresent(when -> command.append(" NOTIFY=").append(when));
            recipient.orcpt().ifPresent(original -> command.append(" ORCPT=").append(original));
        }
        return command.toString();
    }
}
