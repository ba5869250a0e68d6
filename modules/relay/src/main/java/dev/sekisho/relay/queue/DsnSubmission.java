// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import java.io.IOException;

/** Takes messages of our own, from the null sender. */
@FunctionalInterface
public interface DsnSubmission {
    /**
     * Takes a message; once this has returned it survives a power cut.
     *
     * @param recipient its recipient
     * @param message its octets
     * @return what it is called from now on
     * @throws IOException if it is not taken
     */
    String submit(String recipient, byte[] message) throws IOException;
}
