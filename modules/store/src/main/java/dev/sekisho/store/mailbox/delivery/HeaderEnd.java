// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.delivery;

import java.io.IOException;
import java.io.InputStream;

/** Finds where a message's header ends: behind its first empty line (RFC 5322 2.1). */
public final class HeaderEnd {

    private HeaderEnd() {}

    /**
     * How many octets the header has, the empty line included; all of them if there is no empty line. Lines may end with
     * LF alone. Reads to the end of the header, not further than a buffer.
     */
    public static long of(InputStream message) throws IOException {
        byte[] buffer = new byte[8192];
        long octets = 0;
        boolean lineIsEmpty = true;
        for (int read = message.read(buffer); read != -1; read = message.read(buffer)) {
            for (int i = 0; i < read; i++) {
                octets++;
                if (buffer[i] == '\n') {
                    if (lineIsEmpty) {
                        return octets;
                    }
                    lineIsEmpty = true;
                } else if (buffer[i] != '\r') {
                    lineIsEmpty = false;
                }
            }
        }
        return octets;
    }
}
