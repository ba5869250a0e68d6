// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.fetch;

import dev.sekisho.imap.response.FetchResponse;
import java.io.IOException;

/** Writes one item that a client asks for of each of several messages. */
@FunctionalInterface
interface ItemWriter {
    /** Writes it of a message. */
    void write(FetchedMessage message, MessageFacts facts, FetchResponse out) throws IOException;
}
