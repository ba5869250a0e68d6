// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.relay.client.RecipientResult;
import java.util.Optional;

/**
 * The result of an attempt for one recipient, and where it came from.
 *
 * @param host the server that this is about; empty if it is about none
 * @param result the result
 * @param via over what the message was offered; empty if it was not
 */
record AttemptResult(Optional<String> host, RecipientResult result, Optional<ConnectionInfo> via) {
    /** The message was not offered. */
    AttemptResult(Optional<String> host, RecipientResult result) {
        this(host, result, Optional.empty());
    }
}
