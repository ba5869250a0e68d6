// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

import java.util.Locale;
import java.util.Set;

/**
 * The text of HTML: tags, comments, scripts and style sheets are left out, character references are decoded. Total, in linear time and in
 * memory of a fixed size; it is for search, not for display.
 */
final class HtmlText implements TextSink {
    private static final int LONGEST_NAME = 32;
    private static final Set<String> SILENT = Set.of("script", "style", "title");

    /** Tags within a word: all others divide words. */
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q",
            "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "o:p");

    private enum State {
        TEXT,
        TAG_NAME,
        TAG,
        QUOTED_VALUE,
        COMMENT,
        REFERENCE
    }

    private final TextSink text;
    private final StringBuilder out = new StringBuilder(1024);
    private final StringBuilder word = new StringBuilder(LONGEST_NAME);
    private State state = State.TEXT;
    private char quote;
    private int hyphens;
    private String silentUntil = "";

    HtmlText(TextSink text) {
        this.text = text;
    }

    @Override
    public void accept(CharSequence html) {
        for (int i = 0; i < html.length(); i++) {
            character(html.charAt(i));
        }
        flush();
    }

    @Override
    public boolean isDone() {
        return text.isDone();
    }

    private void character(char next) {
        switch (state) {
            case TEXT -> inText(next);
            case TAG_NAME -> inTagName(next);
            case TAG -> inTag(next);
            case QUOTED_VALUE -> state = next == quote ? State.TAG : State.QUOTED_VALUE;
            case COMMENT -> inComment(next);
            case REFERENCE -> inReference(next);
        }
    }

    private void inText(char next) {
        if (next == '<') {
            enter(State.TAG_NAME);
        } else if (next == '&' && silentUntil.isEmpty()) {
            enter(State.REFERENCE);
        } else {
            put(next);
        }
    }

    private void enter(State next) {
        state = next;
        word.setLength(0);
    }

    /** What begins with neither a letter nor a sign of HTML is no tag, such as {@code a < b}. */
    private void inTagName(char next) {
        boolean starts = word.isEmpty();
        boolean isName = Character.isLetterOrDigit(next) || next == ':' || next == '-';
        if (starts && !Character.isLetter(next) && "/!?".indexOf(next) < 0) {
            put('<');
            state = State.TEXT;
            inText(next);
        } else if (word.length() == 2 && word.charAt(0) == '!' && word.charAt(1) == '-' && next == '-') {
            state = State.COMMENT;
            hyphens = 0;
        } else if ((isName || starts) && word.length() < LONGEST_NAME) {
            word.append(next);
        } else {
            state = State.TAG;
            inTag(next);
        }
    }

    private void inTag(char next) {
        if (next == '>') {
            state = State.TEXT;
            endTag(word.toString().toLowerCase(Locale.ROOT));
        } else if ((next == '"' || next == '\'') && word.charAt(0) != '/') {
            quote = next;
            state = State.QUOTED_VALUE;
        }
    }

    private void endTag(String tag) {
        if (!silentUntil.isEmpty() && !tag.equals(silentUntil)) {
            return;
        }
        silentUntil = "";
        if (SILENT.contains(tag)) {
            silentUntil = "/" + tag;
        }
        if (!INLINE.contains(tag.startsWith("/") ? tag.substring(1) : tag)) {
            put('\n');
        }
    }

    private void inComment(char next) {
        if (next == '>' && hyphens >= 2) {
            state = State.TEXT;
        }
        hyphens = next == '-' ? hyphens + 1 : 0;
    }

    private void inReference(char next) {
        if (next == ';') {
            out.append(CharacterReferences.decode(word.toString()));
            state = State.TEXT;
        } else if ((Character.isLetterOrDigit(next) || next == '#') && word.length() < LONGEST_NAME) {
            word.append(next);
        } else {
            out.append('&').append(word);
            state = State.TEXT;
            inText(next);
        }
    }

    private void put(char next) {
        if (silentUntil.isEmpty()) {
            out.append(next);
        }
    }

    private void flush() {
        if (out.length() > 0) {
            text.accept(out);
            out.setLength(0);
        }
    }
}
