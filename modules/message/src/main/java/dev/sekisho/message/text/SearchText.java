// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The form in which texts are compared, the same for what is sought and for what is searched: NFKC, so that widths and both normal forms are
 * one; without a difference of case; white space of any length is one blank; characters without a width are left out.
 */
public final class SearchText {
    private SearchText() {}

    public static String fold(CharSequence text) {
        String plain = text.toString();
        return squeeze(isAscii(plain) ? plain : foldCase(Normalizer.normalize(plain, Normalizer.Form.NFKC)));
    }

    /**
     * Small letters by way of capital ones, as some small letters have one with two characters; and small ones before that, as a capital letter may have
     * such a small one (U+1E9E). Some of these are no NFKC again.
     */
    private static String foldCase(String text) {
        return Normalizer.normalize(small(small(text).toUpperCase(Locale.ROOT)), Normalizer.Form.NFKC);
    }

    private static String small(String text) {
        char[] small = text.toCharArray();
        for (int i = 0; i < small.length; i++) {
            if (Character.isSurrogate(small[i])) {
                return smallBeyondBasicPlane(text);
            }
            small[i] = Character.toLowerCase(small[i]);
        }
        return new String(small);
    }

    private static String smallBeyondBasicPlane(String text) {
        StringBuilder small = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            small.appendCodePoint(Character.toLowerCase(character));
        }
        return small.toString();
    }

    /** Capital letters of ASCII are made small here too: a text of ASCII needs nothing else. */
    private static String squeeze(String text) {
        char[] squeezed = new char[text.length()];
        int size = 0;
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character > ' ' && character < 0x7F) {
                squeezed[size++] = character >= 'A' && character <= 'Z' ? (char) (character | 0x20) : character;
                blank = false;
            } else if (Character.isWhitespace(character)) {
                if (!blank) {
                    squeezed[size++] = ' ';
                }
                blank = true;
            } else if (!hasNoWidth(character)) {
                squeezed[size++] = character;
                blank = false;
            }
        }
        return new String(squeezed, 0, size);
    }

    /** Soft hyphen, zero width space, and the byte order mark. */
    private static boolean hasNoWidth(char character) {
        return character == '\u00AD' || character == '\u200B' || character == '\uFEFF';
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
