// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import java.util.Optional;

/** What became of the attempt to open a connection. */
public sealed interface HandshakeResult {
    /**
     * Mail may be sent.
     *
     * @param session the connection
     * @param note why it is in cleartext, where TLS was offered and failed and the route allows that
     */
    record Ready(SmtpClientSession session, Optional<String> note) implements HandshakeResult {}

    /**
     * It may not.
     *
     * @param trouble why
     */
    record Failed(DeliveryFailure trouble) implements HandshakeResult {}
}
