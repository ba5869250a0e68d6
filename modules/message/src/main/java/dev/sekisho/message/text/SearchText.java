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
        return isPlain(text) ? text.toString() : squeeze(foldCase(Normalizer.normalize(text, Normalizer.Form.NFKC)));
    }

    /** Capital letters first, as some small letters have one with two characters; some of these are no NFKC again. */
    private static String foldCase(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static String squeeze(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isBlank = Character.isWhitespace(character);
            if (isBlank && !blank) {
                squeezed.append(' ');
            } else if (!isBlank && !hasNoWidth(character)) {
                squeezed.append(character);
            }
            blank = isBlank || blank && hasNoWidth(character);
        }
        return squeezed.toString();
    }

    /** Soft hyphen, zero width space, and the byte order mark. */
    private static boolean hasNoWidth(char character) {
        return character == '\u00AD' || character == '\u200B' || character == '\uFEFF';
    }

    /** Small ASCII letters, digits and signs with single blanks are folded already. */
    private static boolean isPlain(CharSequence text) {
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isBlank = character == ' ';
            if (character >= 0x7F || character < ' ' || character >= 'A' && character <= 'Z' || isBlank && blank) {
                return false;
            }
            blank = isBlank;
        }
        return true;
    }
}
