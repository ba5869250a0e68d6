// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.imap;

import dev.sekisho.message.header.RawText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ListWriter} wrote. Other octets are an {@link IllegalArgumentException} with the position. */
final class ListReader {
    private final ByteBuffer octets;

    ListReader(ByteBuffer octets) {
        this.octets = octets.slice();
    }

    boolean isAt(char expected) {
        return octets.hasRemaining() && octets.get(octets.position()) == expected;
    }

    ListReader expect(char expected) {
        if (!isAt(expected)) {
            throw unexpected(String.valueOf(expected));
        }
        octets.get();
        return this;
    }

    /** Passes over a token if it is the next one. */
    boolean take(char expected) {
        boolean there = isAt(expected);
        if (there) {
            octets.get();
        }
        return there;
    }

    boolean takeNil() {
        boolean there = isAt('N');
        if (there) {
            expect('N').expect('I').expect('L');
        }
        return there;
    }

    long number() {
        long number = 0;
        int start = octets.position();
        while (octets.hasRemaining() && isDigit(octets.get(octets.position()))) {
            number = Math.addExact(Math.multiplyExact(number, 10L), octets.get() - '0');
        }
        if (octets.position() == start) {
            throw unexpected("a number");
        }
        return number;
    }

    @Nullable
    RawText nstring() {
        return takeNil() ? null : new RawText(string());
    }

    /** One char for each octet. */
    String string() {
        return isAt('{') ? literal() : quoted();
    }

    private String quoted() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (!isAt('"')) {
            if (isAt('\\')) {
                octets.get();
            }
            if (!octets.hasRemaining()) {
                throw unexpected("the end of a quoted string");
            }
            text.append((char) (octets.get() & 0xFF));
        }
        expect('"');
        return text.toString();
    }

    private String literal() {
        expect('{');
        long length = number();
        expect('}').expect('\r').expect('\n');
        if (length > octets.remaining()) {
            throw unexpected(length + " octets of a literal");
        }
        byte[] text = new byte[(int) length];
        octets.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private IllegalArgumentException unexpected(String expected) {
        String found = octets.hasRemaining() ? "octet " + octets.get(octets.position()) : "the end";
        return new IllegalArgumentException(
                "Position " + octets.position() + ": found " + found + "; expected " + expected);
    }
}
