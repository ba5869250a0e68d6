// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for texts in a stream of text, in the form of {@link SearchText}. Memory is bounded by the longest text that is sought. Not safe for
 * use by several threads.
 */
public final class TextMatcher implements TextSink {
    private static final int CHUNK = 4096;
    private static final int LONGEST_WORD = 200;

    private final List<String> missing;
    private final int overlap;
    private final StringBuilder pending = new StringBuilder(CHUNK);
    private String tail = "";

    /** Looks for all of these, which need not be folded. An empty text is in every text. */
    public TextMatcher(List<String> sought) {
        List<String> folded = sought.stream().map(SearchText::fold).toList();
        this.missing = new ArrayList<>(folded);
        this.missing.removeIf(String::isEmpty);
        this.overlap = folded.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether a text contains another one. */
    public static boolean contains(String text, String sought) {
        return SearchText.fold(text).contains(SearchText.fold(sought));
    }

    @Override
    public void accept(CharSequence text) {
        String piece = text.toString();
        for (int from = 0; from < piece.length(); from += CHUNK) {
            pending.append(piece.substring(from, Math.min(piece.length(), from + CHUNK)));
            if (pending.length() >= CHUNK) {
                match(lastBreak());
            }
        }
    }

    /** Whether all were found. The end of the text is taken as reached. */
    public boolean hasFoundAll() {
        match(pending.length());
        return missing.isEmpty();
    }

    @Override
    public boolean isDone() {
        return missing.isEmpty();
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

    private void match(int end) {
        String folded = SearchText.fold(pending.substring(0, end));
        boolean doubledBlank = tail.endsWith(" ") && folded.startsWith(" ");
        String window = tail + (doubledBlank ? folded.substring(1) : folded);
        missing.removeIf(window::contains);
        tail = window.substring(Math.max(0, window.length() - overlap));
        pending.delete(0, end);
    }
}
