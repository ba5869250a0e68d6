// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.text.Normalizer;

/**
 * The collation {@code i;unicode-casemap} (RFC 5051), by which SORT and THREAD compare texts (RFC 5256 2): each character in its title case and
 * decomposed as far as it goes, by itself. Texts of this form are in the order of their UTF-8's octets.
 */
public final class UnicodeCasemap {
    private UnicodeCasemap() {}

    /** The form in which a text is compared (RFC 5051 2, steps 1 to 4). */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return decomposed(titled(text));
            }
        }
        return capital(text);
    }

    private static String capital(String ascii) {
        char[] capital = new char[ascii.length()];
        for (int i = 0; i < capital.length; i++) {
            char letter = ascii.charAt(i);
            capital[i] = letter >= 'a' && letter <= 'z' ? (char) (letter & ~0x20) : letter;
        }
        return new String(capital);
    }

    private static String titled(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        text.codePoints().map(Character::toTitleCase).forEach(titled::appendCodePoint);
        return titled.toString();
    }

    /** Marks stay in the order in which they were written, which normalization of the whole text would change. */
    private static String decomposed(String text) {
        if (Normalizer.isNormalized(text, Normalizer.Form.NFKD)) {
            return text;
        }
        StringBuilder decomposed = new StringBuilder(text.length() * 2);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character < 0x80) {
                decomposed.append((char) character);
            } else {
                decomposed.append(Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD));
            }
            i += Character.charCount(character);
        }
        return decomposed.toString();
    }
}
