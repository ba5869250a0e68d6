// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

/** Makes a preview (RFC 8970 3): the beginning of a text, its white space squeezed. */
final class Preview {
    /** RFC 8970 3.2: characters, not octets. */
    static final int MOST_CHARACTERS = 200;

    /** Of so much text a preview is made; white space may take the most of it. */
    static final int MOST_TEXT = 2_000;

    private Preview() {}

    static String of(CharSequence text) {
        StringBuilder preview = new StringBuilder();
        int count = 0;
        boolean blank = false;
        for (int i = 0; i < text.length() && count < MOST_CHARACTERS; ) {
            int character = Character.codePointAt(text, i);
            i += Character.charCount(character);
            if (isShown(character)) {
                if (blank && count > 0 && count < MOST_CHARACTERS - 1) {
                    preview.append(' ');
                    count++;
                }
                blank = false;
                preview.appendCodePoint(character);
                count++;
            } else {
                blank = true;
            }
        }
        return preview.toString();
    }

    private static boolean isShown(int character) {
        boolean blank = Character.isWhitespace(character) || Character.isSpaceChar(character);
        return !blank && !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
    }
}
