// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for texts in a stream of text, in the form of {@link SearchText}. Memory is bounded by the longest text that is sought. Not safe for
 * use by several threads.
 */
public final class TextMatcher implements TextSink {
    private final List<String> missing;
    private final int overlap;
    private final FoldedText folded = new FoldedText(this::match);
    private String tail = "";

    /** Looks for all of these, which need not be folded. An empty text is in every text. */
    public TextMatcher(List<String> sought) {
        List<String> all = sought.stream().map(SearchText::fold).toList();
        this.missing = new ArrayList<>(all);
        this.missing.removeIf(String::isEmpty);
        this.overlap = all.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Looks for one text that is folded. */
    TextMatcher(String folded) {
        this.missing = folded.isEmpty() ? new ArrayList<>() : new ArrayList<>(List.of(folded));
        this.overlap = folded.length();
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
        return missing.isEmpty();
    }

    @Override
    public boolean isDone() {
        return missing.isEmpty();
    }

    private void match(String piece) {
        String window = tail + piece;
        missing.removeIf(window::contains);
        tail = window.substring(Math.max(0, window.length() - overlap));
    }
}
