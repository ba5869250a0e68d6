// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts octets into lines, which end with LF or CRLF, without a copy for each line. A line longer than the buffer comes in pieces. Not safe for
 * use by several threads.
 */
final class LineSource {
    private static final int BUFFER = 16 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final InputStream in;
    private final byte[] buffer;
    private int filled;
    private boolean ended;

    private int start;
    private int end;
    private long offset;
    private boolean lineEnded = true;
    private boolean atLineStart = true;

    LineSource(InputStream in) {
        this.in = in;
        this.buffer = new byte[BUFFER];
    }

    /** Octets that are in memory: they are not copied. */
    LineSource(byte[] octets) {
        this.in = InputStream.nullInputStream();
        this.buffer = octets;
        this.filled = octets.length;
        this.ended = true;
    }

    /** Goes to the next line, or piece of a line; false at the end of the octets. */
    boolean next() throws IOException {
        offset += end - start;
        start = end;
        atLineStart = lineEnded;
        int lineFeed = find(start);
        for (int seen = filled - start; lineFeed < 0 && fill(); seen = filled - start) {
            lineFeed = find(start + seen);
        }
        end = lineFeed < 0 ? endOfPiece() : lineFeed + 1;
        lineEnded = lineFeed >= 0;
        return end > start;
    }

    /** A CR at the end of a piece waits for its LF. */
    private int endOfPiece() {
        boolean waits = !ended && filled - start > 1 && buffer[filled - 1] == '\r';
        return waits ? filled - 1 : filled;
    }

    /** Where the line is in {@link #buffer()}. */
    int start() {
        return start;
    }

    /** Behind the line and its LF. */
    int end() {
        return end;
    }

    byte[] buffer() {
        return buffer;
    }

    /** How many octets are before the line. */
    long offset() {
        return offset;
    }

    /** Whether this is the first piece of its line. */
    boolean isLineStart() {
        return atLineStart;
    }

    /** The octets of the line's end: 2 for CRLF, 1 for LF, 0 where the line goes on or the octets end. */
    int lineEnding() {
        if (!lineEnded) {
            return 0;
        }
        return end - start > 1 && buffer[end - 2] == '\r' ? 2 : 1;
    }

    /** Reads more; false if nothing more comes, or the line fills the buffer. */
    private boolean fill() throws IOException {
        if (start > 0 && !ended) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (ended || filled == buffer.length) {
            return false;
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        ended = count < 0;
        filled += Math.max(count, 0);
        return !ended;
    }

    /** The next LF, eight octets at a time. */
    private int find(int from) {
        int at = from;
        for (; at + Long.BYTES <= filled; at += Long.BYTES) {
            long different = (long) LONGS.get(buffer, at) ^ LINE_FEEDS;
            long found = (different - ONES) & ~different & HIGH_BITS;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < filled; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
