// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.reply.DeliveryFailure;
import java.util.Optional;
import java.util.function.Function;

/** What became of the attempt to open a connection. */
public sealed interface HandshakeResult {
    /** What the function for this result makes of it. */
    <T> T fold(Function<Ready, T> ready, Function<Failed, T> failed);

    /** Why mail may not be sent; empty if it may. */
    default Optional<DeliveryFailure> failure() {
        return fold(ready -> Optional.empty(), failed -> Optional.of(failed.reason()));
    }

    /**
     * Mail may be sent.
     *
     * @param session the connection
     * @param note why it is in cleartext, where TLS was offered and failed and the route allows that
     */
    record Ready(SmtpClientSession session, Optional<String> note) implements HandshakeResult {
        @Override
        public <T> T fold(Function<Ready, T> ready, Function<Failed, T> failed) {
            return ready.apply(this);
        }
    }

    /**
     * It may not.
     *
     * @param reason why
     */
    record Failed(DeliveryFailure reason) implements HandshakeResult {
        @Override
        public <T> T fold(Function<Ready, T> ready, Function<Failed, T> failed) {
            return failed.apply(this);
        }
    }
}
