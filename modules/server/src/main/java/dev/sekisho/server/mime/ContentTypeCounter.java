// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.nio.charset.StandardCharsets;

/**
 * Counts the lines that begin with {@code Content-Type} while a message passes, in headers or not, however the octets are cut.
 *
 * <p>Nearly every message is cleared by this count alone: one level of {@link MimeNesting} costs such a line, but for the messages of a digest,
 * which have a type without saying so (RFC 2046 5.1.5), so that one line can make two levels. Nothing is allocated and nothing kept of the
 * message. Used by one thread at a time.
 */
public final class ContentTypeCounter {
    private static final byte[] NAME = "content-type".getBytes(StandardCharsets.US_ASCII);
    private static final int INSIDE_LINE = -1;
    private static final int ENOUGH = MimeNesting.LIMIT / 2;

    private int matched;
    private int lines;

    /** Looks at the next octets of the message. */
    public void see(byte[] octets, int from, int to) {
        int at = from;
        while (at < to && !many()) {
            if (matched == INSIDE_LINE) {
                at = nextLine(octets, at, to);
            } else {
                match(octets[at++]);
            }
        }
    }

    /** True if there are so many that the nesting is known only from the structure. */
    public boolean many() {
        return lines > ENOUGH;
    }

    private int nextLine(byte[] octets, int from, int to) {
        for (int at = PlainOctetScanner.end(octets, from); at < to; at = PlainOctetScanner.end(octets, at + 1)) {
            if (octets[at] == '\n') {
                matched = 0;
                return at + 1;
            }
        }
        return to;
    }

    private void match(byte octet) {
        if (octet == '\n') {
            matched = 0;
        } else if ((octet | 0x20) != NAME[matched]) {
            matched = INSIDE_LINE;
        } else if (++matched == NAME.length) {
            lines++;
            matched = INSIDE_LINE;
        }
    }
}
