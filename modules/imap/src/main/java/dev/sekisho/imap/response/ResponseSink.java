// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import java.io.IOException;

/** Where the octets of responses go. */
@FunctionalInterface
public interface ResponseSink {
    /**
     * Takes octets, which are the caller's again afterwards. Memory is bounded by this: it does not return before it has room.
     *
     * @throws IOException if they will not reach the client; nothing that follows will
     */
    void write(byte[] octets, int offset, int length) throws IOException;
}
