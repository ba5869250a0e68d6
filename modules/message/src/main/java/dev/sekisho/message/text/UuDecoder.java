// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.nio.charset.StandardCharsets;

/** Decodes what uuencode has made of one file: the lines between {@code begin} and {@code end}. All others are passed over. */
final class UuDecoder implements OctetSink {
    /** A line has a count and 60 characters; a longer one is none. */
    private static final int LONGEST_LINE = 128;

    private final OctetSink decoded;
    private final byte[] line = new byte[LONGEST_LINE];
    private int size;
    private boolean inFile;

    UuDecoder(OctetSink decoded) {
        this.decoded = decoded;
    }

    @Override
    public void accept(byte[] buffer, int start, int end) {
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                endLine();
            } else if (buffer[i] != '\r' && size < LONGEST_LINE) {
                line[size++] = buffer[i];
            }
        }
    }

    private void endLine() {
        if (!inFile) {
            inFile = isLine("begin ");
        } else if (size == 3 && isLine("end")) {
            inFile = false;
        } else if (size > 0) {
            octets();
        }
        size = 0;
    }

    private boolean isLine(String beginning) {
        return new String(line, 0, size, StandardCharsets.ISO_8859_1).startsWith(beginning);
    }

    private void octets() {
        int count = value(0);
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            int at = 1 + i / 3 * 4 + i % 3;
            int pair = value(at) << 6 | value(at + 1);
            octets[i] = (byte) (pair >> 4 - 2 * (i % 3));
        }
        decoded.accept(octets, 0, count);
    }

    /** Blanks at the end of a line are often lost; the sign for 0 is a blank or a grave accent. */
    private int value(int at) {
        return at < size ? line[at] - ' ' & 0x3F : 0;
    }

    @Override
    public void end() {
        endLine();
        decoded.end();
    }
}
