// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for texts in a stream of text, in the form of {@link SearchText}. Memory is bounded by the longest text that is sought. Not safe for
 * use by several threads.
 */
public final class TextMatcher implements TextSink {
    /** From so many characters on, the time that {@link String#contains} may take is no longer harmless. */
    private static final int LONG = 64;

    private final List<String> missing = new ArrayList<>();
    private final List<LongText> missingLong = new ArrayList<>();
    private final int overlap;
    private final FoldedText folded = new FoldedText(this::match);
    private String tail = "";

    /** Looks for all of these, which need not be folded. An empty text is in every text. */
    public TextMatcher(List<String> sought) {
        sought.stream().map(SearchText::fold).forEach(this::seek);
        this.overlap = overlap();
    }

    /** Looks for one text that is folded. */
    TextMatcher(String folded) {
        seek(folded);
        this.overlap = overlap();
    }

    private void seek(String text) {
        if (text.length() >= LONG) {
            missingLong.add(new LongText(text));
        } else if (!text.isEmpty()) {
            missing.add(text);
        }
    }

    private int overlap() {
        return missing.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Whether a text contains another one. */
    public static boolean contains(String text, String sought) {
        return SearchText.fold(text).contains(SearchText.fold(sought));
    }

    @Override
    public void accept(CharSequence text) {
        folded.accept(text);
    }

    /** Whether all were found. The end of the text is taken as reached. */
    public boolean hasFoundAll() {
        folded.end();
        return isDone();
    }

    @Override
    public boolean isDone() {
        return missing.isEmpty() && missingLong.isEmpty();
    }

    private void match(String piece) {
        missingLong.removeIf(each -> each.endsWithin(piece));
        if (missing.isEmpty()) {
            return;
        }
        String window = tail + piece;
        missing.removeIf(window::contains);
        tail = window.substring(Math.max(0, window.length() - overlap));
    }
}
