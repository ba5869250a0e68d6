// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The octets of one command as they came, lines with their ends and literals, but without the octets of message literals. Grows as needed. */
final class CommandText {
    private static final int KEPT = 512;

    private byte[] octets = new byte[0];
    private int length;
    /** Where message literals would begin, ascending. */
    private int[] messages = new int[0];

    /** The octets; those from {@link #length} on mean nothing. */
    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    int messageCount() {
        return messages.length;
    }

    /** The index of the message literal that would begin at a place; negative if none does. */
    int messageAt(int place) {
        return Arrays.binarySearch(messages, place);
    }

    /** A message literal begins behind what there is. */
    void markMessage() {
        messages = Arrays.copyOf(messages, messages.length + 1);
        messages[messages.length - 1] = length;
    }

    /** Appends octets of the input. */
    void append(ByteBuffer input, int count) {
        if (length + count > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(length + count, Math.max(64, 2 * octets.length)));
        }
        input.get(octets, length, count);
        length += count;
    }

    /** Appends octets of the input up to a line feed, at most so many. Returns true if the line feed was among them. */
    boolean appendLine(ByteBuffer input, int room) {
        int available = Math.min(input.remaining(), room);
        int count = 0;
        boolean ended = false;
        while (count < available && !ended) {
            ended = input.get(input.position() + count) == '\n';
            count++;
        }
        append(input, count);
        return ended;
    }

    /** Where the line ends that the text ends with, before its CR LF or LF. */
    int endOfLine() {
        return length - (endsInCrLf() ? 2 : 1);
    }

    boolean endsInCrLf() {
        return length > 1 && octets[length - 2] == '\r';
    }

    /** True if there is neither CR nor NUL from a place on, but for the CR LF at the end. */
    boolean isClean(int from) {
        int end = endOfLine();
        for (int i = from; i < end; i++) {
            if (octets[i] == 0 || octets[i] == '\r') {
                return false;
            }
        }
        return endsInCrLf();
    }

    /** Leaves out all but the last octets. */
    void keepLast(int count) {
        if (length > count) {
            System.arraycopy(octets, length - count, octets, 0, count);
            length = count;
        }
    }

    /** Begins the next command; a large buffer is not kept. */
    void clear() {
        length = 0;
        messages = new int[0];
        if (octets.length > KEPT) {
            octets = new byte[0];
        }
    }
}
