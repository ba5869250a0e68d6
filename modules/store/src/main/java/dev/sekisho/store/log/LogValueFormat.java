// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value as a line has it: bare if it is printable ASCII without blank, {@code "}, {@code \} or {@code =}; else within {@code "}, with each octet of its UTF-8
 * that is no printable ASCII, or is {@code "} or {@code \}, as {@code \xHH}. So is a {@code =} in a value that has a blank: no value holds what could be taken
 * for a key with a blank before it. No value at all is {@code -}.
 */
final class LogValueFormat {
    static final String NONE = "-";
    private static final String CUT = "...";
    private static final Pattern BARE = Pattern.compile("[!#-<>-\\[\\]-~]+");
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private LogValueFormat() {}

    /** Appends a value; a longer one is cut and ends in {@code ...}. */
    static void write(String value, int longest, StringBuilder to) {
        if (bare(value) && value.length() <= longest) {
            to.append(value);
            return;
        }
        boolean blank = value.indexOf(' ') >= 0;
        int begin = to.append('"').length();
        int room = longest - 2 - CUT.length();
        int fits = begin;
        for (int i = 0; i < value.length(); ) {
            int point = value.codePointAt(i);
            if (to.length() - begin <= room) {
                fits = to.length();
            }
            append(point, blank, to);
            if (to.length() - begin > longest - 2) {
                to.setLength(fits);
                to.append(CUT);
                break;
            }
            i += Character.charCount(point);
        }
        to.append('"');
    }

    private static boolean bare(String value) {
        if (value.isEmpty() || value.equals(NONE)) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each <= ' ' || each > '~' || each == '"' || each == '\\' || each == '=') {
                return false;
            }
        }
        return true;
    }

    private static void append(int point, boolean blank, StringBuilder to) {
        if (point >= ' ' && point <= '~' && point != '"' && point != '\\' && !(blank && point == '=')) {
            to.append((char) point);
            return;
        }
        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            to.append("\\x").append(HEX[octet >> 4 & 0xf]).append(HEX[octet & 0xf]);
        }
    }

    /** Reads a value; empty if this is none. The outer is empty for what is no value, the inner for {@code -}. */
    static Optional<Optional<String>> read(String written) {
        if (written.equals(NONE)) {
            return Optional.of(Optional.empty());
        }
        if (!written.startsWith("\"")) {
            return BARE.matcher(written).matches() ? Optional.of(Optional.of(written)) : Optional.empty();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 1; i < written.length() - 1; i++) {
            char each = written.charAt(i);
            if (each != '\\') {
                octets.write(each);
                continue;
            }
            if (i + 4 > written.length() - 1 || written.charAt(i + 1) != 'x') {
                return Optional.empty();
            }
            int high = Character.digit(written.charAt(i + 2), 16);
            int low = Character.digit(written.charAt(i + 3), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            octets.write(high << 4 | low);
            i += 3;
        }
        return decode(octets.toByteArray()).map(Optional::of);
    }

    private static Optional<String> decode(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
