// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.function.Consumer;

/**
 * Brings a stream of text into the form of {@link SearchText}, a few thousand characters at a time: the pieces handed on, one behind the other,
 * are the text. Whoever compares a text and whoever indexes it reads it through this, so that both see the same. For one thread.
 */
final class FoldedText implements TextSink {
    private static final int CHUNK = 4096;
    private static final int LONGEST_WORD = 200;

    private final Consumer<String> folded;
    private final StringBuilder pending = new StringBuilder(CHUNK);
    private boolean endsWithBlank;

    FoldedText(Consumer<String> folded) {
        this.folded = folded;
    }

    @Override
    public void accept(CharSequence text) {
        String piece = text.toString();
        for (int from = 0; from < piece.length(); from += CHUNK) {
            pending.append(piece, from, Math.min(piece.length(), from + CHUNK));
            if (pending.length() >= CHUNK) {
                handOn(lastBreak());
            }
        }
    }

    /** Hands on what is left: the text ends here. */
    void end() {
        handOn(pending.length());
    }

    /** Behind the last white space, so that no character is divided from the signs on it; else before the last character. */
    private int lastBreak() {
        for (int i = pending.length() - 1; i > pending.length() - LONGEST_WORD; i--) {
            if (Character.isWhitespace(pending.charAt(i - 1)) && !Character.isWhitespace(pending.charAt(i))) {
                return i;
            }
        }
        int end = pending.length() - 1;
        while (end > 1 && joins(pending.codePointAt(end))) {
            end--;
        }
        return end;
    }

    private static boolean joins(int character) {
        int type = Character.getType(character);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
        return mark || character >= 0xFF9E && character <= 0xFF9F || Character.isSurrogate((char) character);
    }

    private void handOn(int end) {
        String piece = SearchText.fold(pending.substring(0, end));
        pending.delete(0, end);
        if (endsWithBlank && piece.startsWith(" ")) {
            piece = piece.substring(1);
        }
        if (!piece.isEmpty()) {
            endsWithBlank = piece.endsWith(" ");
            folded.accept(piece);
        }
    }
}
