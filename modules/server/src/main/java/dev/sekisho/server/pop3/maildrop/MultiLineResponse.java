// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import io.netty.buffer.ByteBuf;

/**
 * Makes a message a multi-line response (RFC 1939 3): stuffs dots, ends the last line, and stops after so many lines of the body if
 * asked to (TOP, RFC 1939 7). Confined to one transfer.
 */
public final class MultiLineResponse {
    private static final int ALL = -1;

    private final int bodyLines;
    private boolean lineStart = true;
    private boolean lineEmpty = true;
    private boolean inBody;
    private int lines;

    private MultiLineResponse(int bodyLines) {
        this.bodyLines = bodyLines;
    }

    static MultiLineResponse whole() {
        return new MultiLineResponse(ALL);
    }

    public static MultiLineResponse top(int bodyLines) {
        return new MultiLineResponse(bodyLines);
    }

    /** Appends octets of the message; true if no more are wanted. */
    boolean append(byte[] octets, int length, ByteBuf output) {
        int from = 0;
        while (from < length) {
            if (inBody && lines == bodyLines) {
                return true;
            }
            int end = endOfLine(octets, from, length);
            if (lineStart && octets[from] == '.') {
                output.writeByte('.');
            }
            output.writeBytes(octets, from, end - from);
            wrote(octets, from, end);
            from = end;
        }
        return false;
    }

    /** Where the line's end has been passed, or the octets end. */
    private static int endOfLine(byte[] octets, int from, int length) {
        for (int at = from; at < length; at++) {
            if (octets[at] == '\n') {
                return at + 1;
            }
        }
        return length;
    }

    private void wrote(byte[] octets, int from, int end) {
        lineStart = octets[end - 1] == '\n';
        int content = lineStart ? end - 1 : end;
        for (int at = from; lineEmpty && at < content; at++) {
            lineEmpty = octets[at] == '\r';
        }
        if (!lineStart) {
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
