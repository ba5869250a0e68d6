// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.queue;

import dev.sekisho.store.outgoing.OutgoingMessage;
import java.util.List;

/** Lists a queue of any length, page by page. */
interface QueueListing {
    /** The next messages, oldest first; at least one. */
    void page(List<OutgoingMessage> messages);

    /** Those were all. */
    void end();
}
