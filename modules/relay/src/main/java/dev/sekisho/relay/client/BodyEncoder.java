// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Makes the octets of a message those of a mail transaction: every line ends with CR LF, however it ended before (RFC 5321 2.3.8: a bare CR
 * or LF must not be sent), and, for DATA, dots are doubled (4.5.2). For one message, and one thread at a time.
 */
final class BodyEncoder {
    /** What the end may need: a CR LF that is owed, and the dot. */
    private static final int END = 5;

    private final boolean stuffing;
    private boolean lineStart = true;
    private boolean afterCr;
    private byte[] out = {};
    private int length;

    BodyEncoder(boolean stuffing) {
        this.stuffing = stuffing;
    }

    /** What a block of the message becomes; {@code last} ends its last line, and for DATA the message. */
    ByteBuf encode(byte[] octets, int count, boolean last) {
        out = new byte[2 * count + 2 + END];
        length = 0;
        for (int i = 0; i < count; i++) {
            encode(octets[i]);
        }
        if (last) {
            end();
        }
        return Unpooled.wrappedBuffer(out, 0, length);
    }

    private void encode(byte octet) {
        if (octet == '\n') {
            newLine();
            return;
        }
        if (afterCr) {
            newLine();
        }
        if (octet == '\r') {
            afterCr = true;
            return;
        }
        if (stuffing && lineStart && octet == '.') {
            out[length++] = '.';
        }
        out[length++] = octet;
        lineStart = false;
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
