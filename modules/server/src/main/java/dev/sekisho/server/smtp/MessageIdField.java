// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The Message-ID of a message, for the log: what its first such field has, as it came. */
final class MessageIdField {
    private static final String NAME = "message-id";
    private static final int LONGEST_HEADER = 64 * 1024;

    private MessageIdField() {}

    /** That of a message; empty if its header has none, or cannot be read. May block. */
    static Optional<String> of(MessageBody body) {
        try (InputStream octets = body.content()) {
            return in(new String(octets.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** That of a header, whose value may be folded (RFC 5322 2.2.3). */
    static Optional<String> in(String header) {
        for (int begin = 0; begin < header.length(); ) {
            int end = end(header, begin);
            String line = header.substring(begin, end);
            if (line.isEmpty()) {
                return Optional.empty();
            }
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(NAME)) {
                return Optional.of(unfolded(header, begin + colon + 1)).filter(value -> !value.isEmpty());
            }
            begin = end + 2;
        }
        return Optional.empty();
    }

    private static String unfolded(String header, int begin) {
        int end = end(header, begin);
        while (end + 2 < header.length() && (header.charAt(end + 2) == ' ' || header.charAt(end + 2) == '\t')) {
            end = end(header, end + 2);
        }
        return header.substring(begin, end).replace("\r\n", "").strip();
    }

    private static int end(String header, int begin) {
        int end = header.indexOf("\r\n", begin);
        return end < 0 ? header.length() : end;
    }
}
