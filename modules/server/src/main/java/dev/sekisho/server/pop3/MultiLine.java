// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import io.netty.buffer.ByteBuf;

/**
 * Makes a message a multi-line response (RFC 1939 3): stuffs dots, ends the last line, and stops after so many lines of the body if
 * asked to (TOP, RFC 1939 7). Confined to one transfer.
 */
final class MultiLine {
    private static final int ALL = -1;

    private final int bodyLines;
    private boolean lineStart = true;
    private boolean lineEmpty = true;
    private boolean inBody;
    private int lines;

    private MultiLine(int bodyLines) {
        this.bodyLines = bodyLines;
    }

    static MultiLine whole() {
        return new MultiLine(ALL);
    }

    static MultiLine top(int bodyLines) {
        return new MultiLine(bodyLines);
    }

    /** Appends octets of the message; true if no more are wanted. */
    boolean append(byte[] octets, int length, ByteBuf output) {
        for (int i = 0; i < length; i++) {
            if (inBody && lines == bodyLines) {
                return true;
            }
            byte octet = octets[i];
            if (lineStart && octet == '.') {
                output.writeByte('.');
            }
            output.writeByte(octet);
            ended(octet);
        }
        return false;
    }

    private void ended(byte octet) {
        lineStart = octet == '\n';
        if (!lineStart) {
            lineEmpty &= octet == '\r';
            return;
        }
        if (inBody) {
            lines++;
        } else {
            inBody = lineEmpty;
        }
        lineEmpty = true;
    }

    /** Appends the end of the response. */
    void end(ByteBuf output) {
        if (!lineStart) {
            output.writeByte('\r').writeByte('\n');
        }
        output.writeByte('.').writeByte('\r').writeByte('\n');
    }
}
