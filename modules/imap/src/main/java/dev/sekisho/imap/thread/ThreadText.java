// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

/**
 * The text of threads (RFC 5256 5, thread-list): an only reply stands behind its message, several ones each in parentheses. Takes time in
 * proportion to the number of messages.
 */
final class ThreadText {
    private final long[] numbers;
    private final int[] depths;
    /** How many replies each message has. */
    private final int[] replies;

    private final StringBuilder text = new StringBuilder();

    ThreadText(long[] numbers, int[] depths) {
        this.numbers = numbers;
        this.depths = depths;
        this.replies = new int[numbers.length];
        int[] lastAtDepth = new int[numbers.length];
        for (int i = 0; i < depths.length; i++) {
            lastAtDepth[depths[i]] = i;
            if (depths[i] > 0) {
                replies[lastAtDepth[depths[i] - 1]]++;
            }
        }
    }

    String text() {
        int[] path = new int[numbers.length];
        boolean[] opened = new boolean[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int depth = depths[i];
            if (i > 0) {
                close(opened, depths[i - 1], depth);
            }
            path[depth] = i;
            opened[depth] = depth == 0 || replies[path[depth - 1]] > 1;
            begin(opened[depth]);
            if (numbers[i] > 0) {
                text.append(numbers[i]);
            }
        }
        if (numbers.length > 0) {
            close(opened, depths[numbers.length - 1], 0);
        }
        return text.toString();
    }

    private void begin(boolean opens) {
        int last = text.length() - 1;
        boolean first = last < 0 || text.charAt(last) == '(' || text.charAt(last) == ')';
        if (!first) {
            text.append(' ');
        }
        if (opens) {
            text.append('(');
        }
    }

    /** Closes what was opened from {@code from} up to {@code to}, both with it. */
    private void close(boolean[] opened, int from, int to) {
        for (int depth = from; depth >= to; depth--) {
            if (opened[depth]) {
                text.append(')');
            }
        }
    }
}
