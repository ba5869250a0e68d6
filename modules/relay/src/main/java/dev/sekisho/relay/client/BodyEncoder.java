// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import io.netty.buffer.ByteBuf;

/**
 * Makes the octets of a message those of a mail transaction: every line ends with CR LF, however it ended before (RFC 5321 2.3.8: a bare CR
 * or LF must not be sent), and, for DATA, dots are doubled (4.5.2). For one message, and one thread at a time.
 */
final class BodyEncoder {
    private final boolean stuffing;
    private boolean lineStart = true;
    private boolean afterCr;

    BodyEncoder(boolean stuffing) {
        this.stuffing = stuffing;
    }

    /** Writes what the octets become; at most twice as many. */
    void encode(byte[] octets, int length, ByteBuf out) {
        for (int i = 0; i < length; i++) {
            byte octet = octets[i];
            if (octet == '\n') {
                newLine(out);
            } else {
                if (afterCr) {
                    newLine(out);
                }
                if (octet == '\r') {
                    afterCr = true;
                } else {
                    if (stuffing && lineStart && octet == '.') {
                        out.writeByte('.');
                    }
                    out.writeByte(octet);
                    lineStart = false;
                }
            }
        }
    }

    private void newLine(ByteBuf out) {
        out.writeByte('\r').writeByte('\n');
        lineStart = true;
        afterCr = false;
    }

    /** Ends the last line if the message did not, and for DATA the message. */
    void end(ByteBuf out) {
        if (afterCr || !lineStart) {
            newLine(out);
        }
        if (stuffing) {
            out.writeByte('.').writeByte('\r').writeByte('\n');
        }
    }
}
