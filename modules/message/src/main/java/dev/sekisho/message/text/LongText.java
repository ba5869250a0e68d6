// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.text;

/**
 * Looks for one long text in a stream, in time that grows with the stream alone (Knuth, Morris and Pratt): {@link String#contains} takes the
 * product of both lengths for texts that are made for that. Not safe for use by several threads.
 */
final class LongText {
    private final String sought;
    /** For each length of a beginning: the longest shorter beginning that it ends with. */
    private final int[] shorter;

    private int matched;

    LongText(String sought) {
        this.sought = sought;
        this.shorter = new int[sought.length() + 1];
        for (int length = 2; length <= sought.length(); length++) {
            shorter[length] = next(shorter[length - 1], sought.charAt(length - 1));
        }
    }

    private int next(int length, char c) {
        int candidate = length;
        while (candidate > 0 && sought.charAt(candidate) != c) {
            candidate = shorter[candidate];
        }
        return sought.charAt(candidate) == c ? candidate + 1 : candidate;
    }

    /** True if the text ends within what comes next. */
    boolean endsWithin(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            matched = next(matched, piece.charAt(i));
            if (matched == sought.length()) {
                return true;
            }
        }
        return false;
    }
}
