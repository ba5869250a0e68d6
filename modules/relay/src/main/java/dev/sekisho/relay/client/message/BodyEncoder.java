// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Makes the octets of a message those of a mail transaction: every line ends with CR LF, however it ended before (RFC 5321 2.3.8: a bare CR
 * or LF must not be sent), and, for DATA, dots are doubled (4.5.2). For one message, and one thread at a time.
 */
public final class BodyEncoder {
    /** What the end may need: a CR LF that is owed, and the dot. */
    private static final int END = 5;

    private final boolean stuffing;
    private boolean lineStart = true;
    private boolean afterCr;
    private byte[] out = {};
    private int length;

    public BodyEncoder(boolean stuffing) {
        this.stuffing = stuffing;
    }

    /** What a block of the message becomes; {@code last} ends its last line, and for DATA the message. */
    public ByteBuf encode(byte[] octets, int count, boolean last) {
        out = new byte[2 * count + 2 + END];
        length = 0;
        int at = 0;
        while (at < count) {
            at = encode(octets, at, count);
        }
        if (last) {
            end();
        }
        return Unpooled.wrappedBuffer(out, 0, length);
    }

    /** @return where the next octet is that is not done with */
    private int encode(byte[] octets, int at, int count) {
        if (octets[at] == '\n') {
            newLine();
            return at + 1;
        }
        if (afterCr) {
            newLine();
            return at;
        }
        if (octets[at] == '\r') {
            afterCr = true;
            return at + 1;
        }
        return copyLine(octets, at, count);
    }

    /** Most octets are neither end of line nor its beginning: they are copied, not looked at one by one. */
    private int copyLine(byte[] octets, int at, int count) {
        if (stuffing && lineStart && octets[at] == '.') {
            out[length++] = '.';
        }
        int end = at;
        while (end < count && octets[end] != '\n' && octets[end] != '\r') {
            end++;
        }
        System.arraycopy(octets, at, out, length, end - at);
        length += end - at;
        lineStart = false;
        return end;
    }

    private void newLine() {
        out[length++] = '\r';
        out[length++] = '\n';
        lineStart = true;
        afterCr = false;
    }

    private void end() {
        if (afterCr || !lineStart) {
            newLine();
        }
        if (stuffing) {
            out[length++] = '.';
            newLine();
        }
    }
}
