// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.store.outgoing.OutgoingMessage;
import java.util.List;

/** Shows a queue of any length, some messages at a time. */
interface QueueListing {
    /** The next messages, oldest first; at least one. */
    void page(List<OutgoingMessage> messages);

    /** Those were all. */
    void end();
}
