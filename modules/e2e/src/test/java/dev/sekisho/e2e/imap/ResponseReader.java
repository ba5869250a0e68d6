// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.e2e.imap;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads responses by the grammar of RFC 9051 9; what is no response is a failure of the test. */
final class ResponseReader {
    private static final Set<String> STATUS = Set.of("OK", "NO", "BAD", "BYE", "PREAUTH");

    private final PushbackInputStream in;

    ResponseReader(InputStream in) {
        this.in = new PushbackInputStream(in);
    }

    ImapResponse next() throws IOException {
        List<Object> words = new ArrayList<>();
        words.add(atom());
        if (!words.get(0).equals("+")) {
            blank();
            words.add(atom());
        }
        if (words.get(0).equals("+") || STATUS.contains(words.get(1))) {
            words.add(line());
        } else {
            words.addAll(list('\r'));
            expect('\n');
        }
        return new ImapResponse(words);
    }

    private List<Object> list(char end) throws IOException {
        List<Object> words = new ArrayList<>();
        for (int octet = read(); octet != end; octet = read()) {
            switch (octet) {
                case ' ' -> {}
                case '(' -> words.add(list(')'));
                case '"' -> words.add(quoted());
                case '{' -> words.add(literal());
                case ')', '\r', '\n' -> throw new AssertionError("a list ends with octet " + octet + " after " + words);
                default -> {
                    in.unread(octet);
                    words.add(atom());
                }
            }
        }
        return words;
    }

    /** An atom; what stands in brackets belongs to it. */
    private String atom() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        int brackets = 0;
        for (int octet = read(); ; octet = read()) {
            boolean ends = octet == ' ' || octet == '(' || octet == ')';
            if (octet == '\r' || ends && brackets == 0) {
                in.unread(octet);
                return octets.toString(StandardCharsets.UTF_8);
            }
            brackets += octet == '[' ? 1 : octet == ']' ? -1 : 0;
            octets.write(octet);
        }
    }

    private String quoted() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int octet = read(); octet != '"'; octet = read()) {
            octets.write(octet == '\\' ? read() : octet);
        }
        return octets.toString(StandardCharsets.UTF_8);
    }

    private String literal() throws IOException {
        int length = 0;
        for (int octet = read(); octet != '}'; octet = read()) {
            length = length * 10 + Character.digit(octet, 10);
        }
        expect('\r');
        expect('\n');
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("the connection ended within a literal");
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int octet = read(); octet != '\n'; octet = read()) {
            octets.write(octet);
        }
        return octets.toString(StandardCharsets.UTF_8).strip();
    }

    private void blank() throws IOException {
        expect(' ');
    }

    private void expect(char wanted) throws IOException {
        int octet = read();
        if (octet != wanted) {
            throw new AssertionError("expected octet " + (int) wanted + ", the server sent " + octet);
        }
    }

    private int read() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException("the connection ended");
        }
        return octet;
    }
}
