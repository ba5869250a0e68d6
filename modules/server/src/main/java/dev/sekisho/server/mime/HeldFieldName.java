// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The beginning of a header's line, which is held until it is known to be the name of a field (RFC 5322 2.2). Used by one thread at a time. */
final class HeldFieldName {
    /** Octets of a line without its CR LF (RFC 5322 2.1.1), and so the most that a name and its colon can have. */
    private static final int MOST = 998;

    private byte[] octets = new byte[32];
    private int length;

    boolean isEmpty() {
        return length == 0;
    }

    /** True if no field can have a longer name. */
    boolean isFull() {
        return length == MOST;
    }

    void hold(byte octet) {
        if (length == octets.length) {
            octets = Arrays.copyOf(octets, 2 * octets.length);
        }
        octets[length++] = octet;
    }

    /** True if what is held is a line end alone. */
    boolean isEmptyLine() {
        return length == 1 || length == 2 && octets[0] == '\r';
    }

    /** The name in lower case, without the colon behind it, and blanks before that. */
    String text() {
        return new String(octets, 0, end(), StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    }

    /** True if it is no name for every reader: blanks before the colon are obsolete (RFC 5322 4.5), and not all readers know them. */
    boolean malformed() {
        int end = end();
        boolean malformed = end == 0 || end < withoutColon();
        for (int i = 0; i < end; i++) {
            malformed |= octets[i] <= ' ' || octets[i] == 127;
        }
        return malformed;
    }

    private int withoutColon() {
        return octets[length - 1] == ':' ? length - 1 : length;
    }

    private int end() {
        int end = withoutColon();
        while (end > 0 && (octets[end - 1] == ' ' || octets[end - 1] == '\t')) {
            end--;
        }
        return end;
    }

    /** Hands on what is held. */
    void release(HeaderReader.Kept kept) {
        kept.append(octets, 0, length);
    }

    /** Forgets what was held. */
    void clear() {
        length = 0;
    }
}
