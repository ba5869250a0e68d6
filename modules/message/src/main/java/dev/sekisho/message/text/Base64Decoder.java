// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.Arrays;

/** Decodes base64 (RFC 2045 6.8). Octets outside of the alphabet are passed over; padding ends a group, and another may follow. */
final class Base64Decoder implements OctetSink {
    private static final byte[] VALUES = values();

    private final OctetSink decoded;
    private byte[] out = new byte[1024];
    private int bits;
    private int count;

    Base64Decoder(OctetSink decoded) {
        this.decoded = decoded;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }

    @Override
    public void accept(byte[] buffer, int start, int end) {
        int most = (end - start) / 4 * 3 + 3;
        if (out.length < most) {
            out = new byte[most];
        }
        int size = 0;
        for (int i = start; i < end; i++) {
            int value = VALUES[buffer[i] & 0xFF];
            if (value >= 0) {
                bits = bits << 6 | value;
                if (++count != 1) {
                    out[size++] = (byte) (bits >> 2 * (4 - count));
                }
                count &= 3;
            } else if (buffer[i] == '=') {
                count = 0;
            }
        }
        if (size > 0) {
            decoded.accept(out, 0, size);
        }
    }

    @Override
    public void end() {
        decoded.end();
    }
}
