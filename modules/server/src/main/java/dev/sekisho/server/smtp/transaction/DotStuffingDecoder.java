// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import dev.sekisho.server.mime.PlainOctetScanner;
import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a message sent by DATA and takes the transparency out (RFC 5321 4.5.2), octet by octet and independent of how the
 * octets are cut into segments.
 *
 * <p>The end is CR LF . CR LF and nothing else. A CR or LF that stands alone, or a NUL (RFC 6152 3), makes the message {@linkplain #malformed malformed}; the
 * end is waited for all the same, so that two messages can never be made of one.
 */
public final class DotStuffingDecoder {
    private enum At {
        LINE_START,
        DOT,
        DOT_CR,
        TEXT,
        CR
    }

    private At at = At.LINE_START;
    private boolean malformed;

    /** True if a CR or LF stood alone, or there was a NUL. */
    public boolean malformed() {
        return malformed;
    }

    /**
     * Moves octets from {@code input} to {@code output}, up to and including the end of the message or the last octet there is.
     *
     * @return true if the end was found
     */
    public boolean take(ByteBuf input, MessageBody output) {
        byte[] octets = new byte[input.readableBytes()];
        int start = input.readerIndex();
        input.getBytes(start, octets);
        int used = 0;
        int runStart = 0;
        while (used < octets.length) {
            if (at == At.TEXT) {
                used = PlainOctetScanner.end(octets, used);
                if (used == octets.length) {
                    break;
                }
            }
            byte octet = octets[used++];
            switch (at) {
                case LINE_START -> {
                    if (octet == '.') {
                        output.append(octets, runStart, used - 1);
                        runStart = used;
                        at = At.DOT;
                    } else {
                        text(octet);
                    }
                }
                case DOT -> {
                    if (octet == '\r') {
                        runStart = used;
                        at = At.DOT_CR;
                    } else {
                        text(octet);
                    }
                }
                case DOT_CR -> {
                    if (octet == '\n') {
                        input.readerIndex(start + used);
                        return true;
                    }
                    malformed = true;
                    text(octet);
                }
                case TEXT -> text(octet);
                case CR -> {
                    if (octet == '\n') {
                        at = At.LINE_START;
                    } else {
                        malformed = true;
                        text(octet);
                    }
                }
            }
        }
        output.append(octets, runStart, used);
        input.readerIndex(start + used);
        return false;
    }

    private void text(byte octet) {
        if (octet == '\r') {
            at = At.CR;
        } else {
            malformed |= octet == '\n' || octet == 0;
            at = At.TEXT;
        }
    }
}
