// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.message;

import java.io.IOException;
import java.io.InputStream;

/** A message to be sent, read as often as it is needed, never as a whole. */
public interface MessageContent {
    /** How many octets it has. */
    long size();

    /** The octets from the first on. */
    InputStream open() throws IOException;
}
