// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message's header as it stands.
 *
 * @param lines without their ends
 * @param whole false if only its beginning was read
 */
record MessageHeader(List<String> lines, boolean whole) {
    /** So many octets are read: no reader wants more, whatever a message has. */
    private static final int MOST = 64 * 1024;

    MessageHeader {
        lines = List.copyOf(lines);
    }

    static MessageHeader read(InputStream message) throws IOException {
        byte[] octets = message.readNBytes(MOST);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] == '\n') {
                int end = at > start && octets[at - 1] == '\r' ? at - 1 : at;
                if (end == start) {
                    return new MessageHeader(lines, true);
                }
                lines.add(new String(octets, start, end - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        lines.add(new String(octets, start, octets.length - start, StandardCharsets.UTF_8));
        return new MessageHeader(lines, octets.length < MOST);
    }
}
