// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/** Decodes quoted-printable (RFC 2045 6.7). What is not encoded as it should be stays as it is. */
final class QuotedPrintableDecoder implements OctetSink {
    private final OctetSink decoded;
    private final byte[] out = new byte[1024];
    private int size;

    /** What came of an encoded octet so far: nothing, the equals sign, or the first digit behind it. */
    private int escape = -1;

    private static final int NOTHING = -1;
    private static final int EQUALS_SIGN = -2;
    private static final int SOFT_BREAK = -3;

    QuotedPrintableDecoder(OctetSink decoded) {
        this.decoded = decoded;
    }

    @Override
    public void accept(byte[] buffer, int start, int end) {
        for (int i = start; i < end; i++) {
            octet(buffer[i]);
        }
    }

    private void octet(byte octet) {
        if (escape == NOTHING) {
            if (octet == '=') {
                escape = EQUALS_SIGN;
            } else {
                put(octet);
            }
        } else if (escape == EQUALS_SIGN) {
            afterEqualsSign(octet);
        } else if (escape == SOFT_BREAK) {
            afterSoftBreak(octet);
        } else {
            secondDigit(octet);
        }
    }

    private void afterEqualsSign(byte octet) {
        if (octet == ' ' || octet == '\t' || octet == '\r') {
            escape = SOFT_BREAK;
        } else if (octet == '\n') {
            escape = NOTHING;
        } else if (Character.digit(octet, 16) >= 0) {
            escape = octet;
        } else {
            put((byte) '=');
            escape = NOTHING;
            octet(octet);
        }
    }

    /** Blanks at the end of a line were added on the way. */
    private void afterSoftBreak(byte octet) {
        if (octet != ' ' && octet != '\t' && octet != '\r') {
            escape = NOTHING;
            if (octet != '\n') {
                octet(octet);
            }
        }
    }

    private void secondDigit(byte octet) {
        int low = Character.digit(octet, 16);
        byte first = (byte) escape;
        escape = NOTHING;
        if (low >= 0) {
            put((byte) (Character.digit(first, 16) << 4 | low));
        } else {
            put((byte) '=');
            put(first);
            octet(octet);
        }
    }

    private void put(byte octet) {
        if (size == out.length) {
            flush();
        }
        out[size++] = octet;
    }

    private void flush() {
        if (size > 0) {
            decoded.accept(out, 0, size);
            size = 0;
        }
    }

    @Override
    public void end() {
        flush();
        decoded.end();
    }
}
