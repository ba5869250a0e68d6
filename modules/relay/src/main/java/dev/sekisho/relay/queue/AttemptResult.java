// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.relay.client.DeliveryFailure;
import dev.sekisho.relay.client.RecipientResult;
import java.time.Instant;
import java.util.Optional;

/** What has come of one recipient that was due. */
sealed interface AttemptResult {
    /** The server that this is about; empty if it is about none. */
    Optional<String> host();

    /**
     * It was tried.
     *
     * @param outcome what came of that
     * @param via over what it was offered; empty if it was not
     */
    record Tried(Optional<String> host, RecipientResult outcome, Optional<ConnectionInfo> via)
            implements AttemptResult {
        /** It was not offered. */
        Tried(Optional<String> host, RecipientResult outcome) {
            this(host, outcome, Optional.empty());
        }
    }

    /**
     * It was not tried: who it goes to is left alone until then.
     *
     * @param trouble why
     * @param until when it is its turn again
     */
    record Paused(Optional<String> host, DeliveryFailure trouble, Instant until) implements AttemptResult {}

    /** The operator wants it back with its sender. */
    record Bounced() implements AttemptResult {
        @Override
        public Optional<String> host() {
            return Optional.empty();
        }
    }
}
