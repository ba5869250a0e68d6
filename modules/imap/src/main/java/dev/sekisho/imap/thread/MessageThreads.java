// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.thread;

import java.util.Arrays;

/**
 * Threads, each message behind the one it answers, with how deep it is: 0 for the root of a thread. A root whose message is not there has
 * the number 0. Kept flat, because a thread may be deeper than a stack.
 */
public final class MessageThreads {
    private final long[] numbers;
    private final int[] depths;

    /**
     * @param numbers message numbers or UIDs
     * @param depths the depth of each: 0, or at most one more than that of the message before it
     */
    public MessageThreads(long[] numbers, int[] depths) {
        this.numbers = numbers.clone();
        this.depths = depths.clone();
        for (int i = 0; i < depths.length; i++) {
            int most = i == 0 ? 0 : depths[i - 1] + 1;
            if (depths.length != numbers.length || depths[i] < 0 || depths[i] > most) {
                throw new IllegalArgumentException("depth " + depths[i] + " of message " + i + "; at most " + most);
            }
        }
    }

    /** True if there is no thread. */
    public boolean isEmpty() {
        return numbers.length == 0;
    }

    /** How many messages, with those that are not there. */
    public int size() {
        return numbers.length;
    }

    /** As THREAD writes it (RFC 5256 4): {@code (2)(3 6 (4 23)(44 7 96))}. */
    @Override
    public String toString() {
        return new ThreadText(numbers, depths).text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageThreads threads
                && Arrays.equals(numbers, threads.numbers)
                && Arrays.equals(depths, threads.depths);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(numbers) + Arrays.hashCode(depths);
    }
}
