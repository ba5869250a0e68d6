// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.imap.value.NumberRangesBuilder;
import dev.sekisho.imap.value.SequenceSet;

/** Reads sequence sets (RFC 9051 9): numbers, ranges, {@code *}, and {@code $} (RFC 5182). */
final class SequenceSetParser {
    private static final String SET = "a sequence set";

    private final Tokens tokens;
    private final Cursor cursor;
    private final NumberRangesBuilder numbers = new NumberRangesBuilder();
    private long toLast;

    private SequenceSetParser(Tokens tokens) {
        this.tokens = tokens;
        this.cursor = tokens.cursor();
    }

    /** True if a set begins here. */
    static boolean begins(int octet) {
        return Octets.isDigit(octet) || octet == '*' || octet == '$';
    }

    static SequenceSet set(Tokens tokens) throws SyntaxException {
        if (tokens.cursor().take('$')) {
            return SequenceSet.SAVED_RESULT;
        }
        return new SequenceSetParser(tokens).read();
    }

    /** A set of numbers alone: known UIDs and the like. */
    static NumberRanges numbers(Tokens tokens) throws SyntaxException {
        SequenceSet set = new SequenceSetParser(tokens).read();
        if (set.toLast() != 0) {
            throw tokens.cursor().unexpected("a set without '*' before this");
        }
        return set.numbers();
    }

    private SequenceSet read() throws SyntaxException {
        do {
            range();
        } while (cursor.take(','));
        return new SequenceSet(numbers.build(), toLast, false);
    }

    private void range() throws SyntaxException {
        long left = number();
        long right = cursor.take(':') ? number() : left;
        long first = Math.min(left, right);
        long last = Math.max(left, right);
        if (last == SequenceSet.LAST_ALONE) {
            toLast = toLast == 0 ? first : Math.min(toLast, first);
        } else {
            numbers.add(first, last);
        }
    }

    private long number() throws SyntaxException {
        return cursor.take('*') ? SequenceSet.LAST_ALONE : tokens.positive(SET);
    }
}
