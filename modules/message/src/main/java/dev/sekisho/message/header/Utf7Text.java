// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Decodes UTF-7 (RFC 2152) octet by octet, leniently: what is not encoded as it should be ends the encoding. Java has no charset for it. */
public final class Utf7Text {
    private static final byte[] VALUES = values();

    private final StringBuilder decoded = new StringBuilder();
    private boolean shifted;
    private boolean begun;
    private int bits;
    private int count;

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        byte[] alphabet =
                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < alphabet.length; i++) {
            values[alphabet[i]] = (byte) i;
        }
        return values;
    }

    /** Whether a label of a message means UTF-7. */
    public static boolean isLabel(String label) {
        String plain = label.strip().toLowerCase(Locale.ROOT);
        return plain.equals("utf-7") || plain.equals("unicode-1-1-utf-7");
    }

    /** All characters of a text. */
    public static String decode(byte[] octets) {
        Utf7Text text = new Utf7Text();
        for (byte octet : octets) {
            text.add(octet);
        }
        return text.decoded.toString();
    }

    /** Takes the next octet. */
    public void add(byte octet) {
        if (!shifted) {
            plain(octet);
            return;
        }
        int value = VALUES[octet & 0xFF];
        if (value < 0) {
            shifted = false;
            // "+-" is a plus sign; any other minus sign only ends the encoding.
            if (octet == '-') {
                decoded.append(begun ? "" : "+");
            } else {
                plain(octet);
            }
            return;
        }
        begun = true;
        bits = bits << 6 | value;
        count += 6;
        if (count >= Character.SIZE) {
            count -= Character.SIZE;
            decoded.append((char) (bits >>> count));
        }
    }

    private void plain(byte octet) {
        if (octet == '+') {
            shifted = true;
            begun = false;
            bits = 0;
            count = 0;
        } else {
            decoded.append((char) (octet & 0xFF));
        }
    }

    /** The characters since this was last called, but for half a surrogate pair at their end. */
    public String take() {
        int size = decoded.length();
        int whole = size > 0 && Character.isHighSurrogate(decoded.charAt(size - 1)) ? size - 1 : size;
        String taken = decoded.substring(0, whole);
        decoded.delete(0, whole);
        return taken;
    }
}
