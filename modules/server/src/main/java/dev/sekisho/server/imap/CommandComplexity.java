// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import java.util.Optional;
import java.util.Set;

/**
 * Looks over the text of a command before a parser that calls itself does: what is nested deeper than any client means it would
 * exhaust the stack, here and wherever the parsed command is walked later.
 */
final class CommandComplexity {
    /** Parentheses within parentheses, and in a search the operators that take others as operands. */
    static final int DEPTH = 256;
    /** Words within one pair of outermost parentheses. */
    static final int WORDS = 2_048;
    /** Digits of one number, which is 64 bits at most. */
    static final int DIGITS = 64;
    /** Dots of one word: the part numbers of a section. */
    static final int DOTS = 256;

    private static final Set<String> SEARCHES = Set.of("SEARCH", "SORT", "THREAD");

    private final boolean search;
    private int depth;
    private int deepest;
    private int operators;
    private int words;
    private int mostWords;
    private int digits;
    private int dots;
    private boolean quoted;
    private boolean escaped;
    private boolean numberTooLong;
    private boolean tooManyDots;
    private final StringBuilder word = new StringBuilder(4);

    private CommandComplexity(boolean search) {
        this.search = search;
    }

    /** What is wrong with a command, in words for its sender. */
    static Optional<String> fault(ImapCommand command) {
        CommandComplexity shape = new CommandComplexity(SEARCHES.contains(command.name()));
        for (byte[] line : command.lines()) {
            for (byte octet : line) {
                shape.see((char) (octet & 0xff));
            }
            shape.endWord();
        }
        return shape.fault();
    }

    private Optional<String> fault() {
        if (deepest + (search ? operators : 0) > DEPTH) {
            return Optional.of("nested too deeply");
        }
        if (mostWords > WORDS) {
            return Optional.of("too many words in parentheses");
        }
        if (numberTooLong) {
            return Optional.of("a number is too long");
        }
        return tooManyDots ? Optional.of("a section has too many parts") : Optional.empty();
    }

    private void see(char octet) {
        if (quoted) {
            quoted = escaped || octet != '"';
            escaped = !escaped && octet == '\\';
            return;
        }
        switch (octet) {
            case '"' -> quoted = true;
            case '(' -> {
                endWord();
                deepest = Math.max(deepest, ++depth);
            }
            case ')' -> {
                endWord();
                depth = Math.max(0, depth - 1);
                words = depth == 0 ? 0 : words;
            }
            case ' ' -> endWord();
            default -> inWord(octet);
        }
    }

    private void inWord(char octet) {
        if (word.length() < 4) {
            word.append(octet);
        }
        digits = octet >= '0' && octet <= '9' ? digits + 1 : 0;
        numberTooLong |= digits > DIGITS;
        dots += octet == '.' ? 1 : 0;
        tooManyDots |= dots > DOTS;
    }

    private void endWord() {
        String ended = word.toString();
        operators += ended.equalsIgnoreCase("NOT") || ended.equalsIgnoreCase("OR") ? 1 : 0;
        words += depth > 0 && !ended.isEmpty() ? 1 : 0;
        mostWords = Math.max(mostWords, words);
        word.setLength(0);
        digits = 0;
        dots = 0;
    }
}
