// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.diagnostics;

import java.util.Locale;

/** Text from outside as it can stand on a terminal and in a log: on one line, and with nothing in it that a terminal obeys. */
public final class EscapedText {
    private EscapedText() {}

    /** The text, with controls, line separators, and what turns the direction of writing as {@code \\u{1B}}. */
    public static String text(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (obeyed(c)) {
                shown.append(String.format(Locale.ROOT, "\\u{%X}", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Whether a text can stand there as it is. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(EscapedText::obeyed);
    }

    /** A character in words. */
    public static String character(int c) {
        String code = String.format(Locale.ROOT, "U+%04X", c);
        return c > ' ' && c < 0x7f ? "the character " + Character.toString(c) : "the character " + code;
    }

    private static boolean obeyed(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE
                || c == 0x061c
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
