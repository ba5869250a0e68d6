// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.value.Flag;
import dev.sekisho.imap.value.MailboxName;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/**
 * Octets of responses on their way to the sink: at most {@value #FULL} wait here. Writes the data formats of RFC 9051 4. One owner, no
 * threads.
 */
final class ResponseBuffer {
    /** How many octets wait before they go to the sink. */
    static final int FULL = 16 * 1024;

    private static final int SMALL = 256;
    private static final int QUOTED = 1_024;
    /** Digits of the largest int. */
    private static final int LONGEST_INT = 10;

    private final ResponseSink sink;
    private byte[] octets = new byte[SMALL];
    private int length;
    private boolean utf8;

    ResponseBuffer(ResponseSink sink) {
        this.sink = sink;
    }

    /** From now on strings may be UTF-8 in quotes (RFC 9051 9, RFC 6855 3). */
    void enableUtf8() {
        utf8 = true;
    }

    /** Gives what waits to the sink, and keeps no large buffer: a session may be idle now. */
    void finish() throws IOException {
        flush();
        if (octets.length > SMALL) {
            octets = new byte[SMALL];
        }
    }

    private void flush() throws IOException {
        if (length > 0) {
            int whole = length;
            length = 0;
            sink.write(octets, 0, whole);
        }
    }

    ResponseBuffer octet(int octet) throws IOException {
        room(1);
        octets[length++] = (byte) octet;
        return this;
    }

    ResponseBuffer octets(byte[] more) throws IOException {
        return octets(more, 0, more.length);
    }

    ResponseBuffer octets(byte[] more, int offset, int count) throws IOException {
        if (count > FULL) {
            flush();
            sink.write(more, offset, count);
            return this;
        }
        room(count);
        System.arraycopy(more, offset, octets, length, count);
        length += count;
        return this;
    }

    /** What is left in a buffer, whose position does not change. */
    ResponseBuffer octets(ByteBuffer more) throws IOException {
        int count = more.remaining();
        if (more.hasArray()) {
            return octets(more.array(), more.arrayOffset() + more.position(), count);
        }
        if (count > FULL) {
            byte[] copy = new byte[count];
            more.get(more.position(), copy);
            return octets(copy);
        }
        room(count);
        more.get(more.position(), octets, length, count);
        length += count;
        return this;
    }

    /** A text of ASCII as it is. */
    ResponseBuffer ascii(String text) throws IOException {
        if (text.length() > FULL) {
            return octets(text.getBytes(StandardCharsets.UTF_8));
        }
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            octets[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** A human-readable text: CR, LF and NUL are blanks. */
    ResponseBuffer text(String text) throws IOException {
        String line = text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
        return octets((line.isEmpty() ? "." : line).getBytes(StandardCharsets.UTF_8));
    }

    ResponseBuffer number(long number) throws IOException {
        if (number < 0 || number > Integer.MAX_VALUE) {
            return ascii(Long.toString(number));
        }
        room(LONGEST_INT);
        int digits = 1;
        for (int rest = (int) number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = (int) number;
        for (int at = length + digits - 1; at >= length; at--) {
            octets[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** A string: in quotes where it can be, else a literal. */
    ResponseBuffer string(String text) throws IOException {
        if (!quotable(text)) {
            return literal(text.getBytes(StandardCharsets.UTF_8));
        }
        octet('"');
        octets(text.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8));
        return octet('"');
    }

    /** The name of a mailbox: in modified UTF-7 for a client that has not enabled UTF-8. */
    ResponseBuffer mailbox(MailboxName mailbox) throws IOException {
        return string(utf8 ? mailbox.name() : mailbox.modifiedUtf7());
    }

    private boolean quotable(String text) {
        return text.length() <= QUOTED
                && text.chars().allMatch(c -> c != 0 && c != '\r' && c != '\n' && (utf8 || c < 0x80));
    }

    ResponseBuffer literal(byte[] content) throws IOException {
        return announcement(content.length, false).octets(content);
    }

    ResponseBuffer announcement(long size, boolean binary) throws IOException {
        return ascii(binary ? "~{" : "{").number(size).ascii("}\r\n");
    }

    /** A literal whose octets are read as they are sent. */
    ResponseBuffer literal(long size, InputStream content, boolean binary) throws IOException {
        announcement(size, binary);
        long left = size;
        while (left > 0) {
            room(Math.min(FULL, (int) Math.min(left, FULL)));
            int count = content.read(octets, length, (int) Math.min(left, octets.length - length));
            if (count < 0) {
                throw new EOFException("a literal of " + size + " octets ends " + left + " octets too early");
            }
            length += count;
            left -= count;
        }
        return this;
    }

    ResponseBuffer flags(Collection<Flag> flags) throws IOException {
        octet('(');
        boolean first = true;
        for (Flag flag : flags) {
            if (!first) {
                octet(' ');
            }
            first = false;
            ascii(flag.name());
        }
        return octet(')');
    }

    ResponseBuffer endOfLine() throws IOException {
        octet('\r').octet('\n');
        if (length >= FULL) {
            flush();
        }
        return this;
    }

    /** Makes room for so many octets, at most {@link #FULL}. */
    private void room(int count) throws IOException {
        if (length + count <= octets.length) {
            return;
        }
        if (length + count > 2 * FULL || octets.length >= 2 * FULL) {
            flush();
        }
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(2 * FULL, Math.max(length + count, 2 * octets.length)));
        }
    }
}
