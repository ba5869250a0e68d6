// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/** A text that is sought in many others, brought into the form of {@link SearchText} once. */
public final class SoughtText {
    private final String folded;

    /** A text as the client has written it. */
    public SoughtText(String text) {
        this.folded = SearchText.fold(text);
    }

    /** Whether a text contains it; an empty one is contained in every text. */
    public boolean isIn(String text) {
        return SearchText.fold(text).contains(folded);
    }

    /** Whether a text that is in the form of {@link SearchText} contains it. */
    public boolean isInFolded(String text) {
        return text.contains(folded);
    }

    /** A matcher that looks for it in a stream of text. */
    public TextMatcher matcher() {
        return new TextMatcher(folded);
    }
}
