// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.imap;

import dev.sekisho.message.header.RawText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes IMAP's parenthesized lists (RFC 9051 4) as octets. */
final class ListWriter {
    private static final byte[] NIL = {'N', 'I', 'L'};

    private byte[] octets = new byte[256];
    private int size;

    byte[] toBytes() {
        return Arrays.copyOf(octets, size);
    }

    ListWriter open() {
        return put('(');
    }

    ListWriter close() {
        return put(')');
    }

    ListWriter space() {
        return put(' ');
    }

    ListWriter nil() {
        return put(NIL);
    }

    ListWriter number(long number) {
        return put(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    ListWriter nstring(@Nullable RawText text) {
        return text == null ? nil() : string(text.octets());
    }

    /**
     * A string: quoted where all octets are ASCII, else a literal, which may have any octet but NUL.
     *
     * @param text one char for each octet
     */
    ListWriter string(String text) {
        return isQuotable(text) ? quoted(text) : literal(text);
    }

    private ListWriter quoted(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            if (octet == '"' || octet == '\\') {
                put('\\');
            }
            put(octet);
        }
        return put('"');
    }

    private ListWriter literal(String text) {
        put('{').number(text.length()).put('}').put('\r').put('\n');
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            put(octet == 0 ? '?' : octet);
        }
        return this;
    }

    /** RFC 9051 4.3: no NUL, CR or LF; control characters are left to literals too, as not every client reads them in quotes. */
    private static boolean isQuotable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char octet = text.charAt(i);
            if (octet >= 0x7F || (octet < 0x20 && octet != '\t')) {
                return false;
            }
        }
        return true;
    }

    private ListWriter put(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, octets, size, more.length);
        size += more.length;
        return this;
    }

    private ListWriter put(char octet) {
        reserve(1);
        octets[size++] = (byte) octet;
        return this;
    }

    private void reserve(int more) {
        if (size + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(size + more, octets.length * 2));
        }
    }
}
