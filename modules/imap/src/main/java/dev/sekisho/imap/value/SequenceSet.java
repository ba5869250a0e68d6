// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

/**
 * The messages that a command names, by message number or by UID (RFC 9051 9, sequence-set), before it is known which there are.
 *
 * @param numbers the ranges without {@code *}
 * @param toLast where the ranges with {@code *} begin: the smallest n of {@code n:*}; {@link #LAST_ALONE} for {@code *} alone; 0 if
 *     there is none
 * @param savedResult true for {@code $}, the result that a SEARCH has saved (RFC 5182); then there are no numbers
 */
public record SequenceSet(NumberRanges numbers, long toLast, boolean savedResult) {
    /** {@code *} alone: the last message. */
    public static final long LAST_ALONE = Long.MAX_VALUE;

    /** {@code $}: the result that a SEARCH has saved (RFC 5182 2.1). */
    public static final SequenceSet SAVED_RESULT = new SequenceSet(NumberRanges.NONE, 0, true);

    /** All messages: {@code 1:*}. */
    public static final SequenceSet ALL = new SequenceSet(NumberRanges.NONE, 1, false);

    public SequenceSet {
        if (savedResult != (numbers.isEmpty() && toLast == 0)) {
            throw new IllegalArgumentException("a sequence set is either $ or numbers");
        }
    }

    /** Numbers alone. */
    public static SequenceSet of(NumberRanges numbers) {
        return new SequenceSet(numbers, 0, false);
    }

    /**
     * The numbers meant, where the largest there is is known. {@code n:*} has the largest always, even if n is greater (RFC 9051 9,
     * seq-range). Numbers that do not exist stay in: message numbers beyond the largest are for the caller to refuse.
     *
     * @param largest the number of messages, or the largest UID; 0 if there is no message: then {@code *} means nothing
     */
    public NumberRanges resolve(long largest) {
        if (toLast == 0 || largest == 0) {
            return numbers;
        }
        return numbers.union(NumberRanges.range(Math.min(toLast, largest), largest));
    }

    /** The largest number that is written out, 0 if none is. */
    public long largestNumber() {
        return numbers.last();
    }

    /** As it is written in a command. */
    @Override
    public String toString() {
        if (savedResult) {
            return "$";
        }
        String star = toLast == 0 ? "" : toLast == LAST_ALONE ? "*" : toLast + ":*";
        return numbers.isEmpty() || star.isEmpty() ? numbers + star : numbers + "," + star;
    }
}
