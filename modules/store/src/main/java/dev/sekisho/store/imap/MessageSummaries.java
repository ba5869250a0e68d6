// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.io.IOException;

/** What is known of the structure of messages, computed once and kept beside the body. Safe for all threads. */
public final class MessageSummaries {

    /** The version of what is kept now. */
    static final int VERSION = 1;

    /**
     * The summary of a message; computed from its octets, and kept, if there is none yet or it is of an earlier version. Blocks.
     *
     * @throws IOException if the message is no more
     */
    public StoredSummary of(StoredMessage message) throws IOException {
        throw new UnsupportedOperationException();
    }
}
