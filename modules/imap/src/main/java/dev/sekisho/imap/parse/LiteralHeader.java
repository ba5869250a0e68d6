// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import org.jspecify.annotations.Nullable;

/**
 * The announcement of a literal at the end of a line (RFC 9051 4.3, RFC 7888): {@code {5}}, {@code {5+}}, {@code ~{5}}.
 *
 * @param size octets; {@link Long#MAX_VALUE} if the number is longer than any size
 * @param awaited true if the client waits for leave to send it
 * @param binary true for a literal8
 * @param start where the announcement begins in the line
 */
record LiteralHeader(long size, boolean awaited, boolean binary, int start) {
    private static final int DIGITS = 18;
    /** How much of a line's end is looked at. */
    static final int LONGEST = 64;

    /** The announcement that ends at {@code end}, exclusive; null if there is none. */
    static @Nullable LiteralHeader before(byte[] octets, int end) {
        int at = end - 1;
        int least = Math.max(0, end - LONGEST);
        if (at < least || octets[at] != '}') {
            return null;
        }
        at--;
        boolean awaited = at < least || octets[at] != '+';
        at -= awaited ? 0 : 1;
        int lastDigit = at;
        while (at >= least && octets[at] >= '0' && octets[at] <= '9') {
            at--;
        }
        if (at == lastDigit || at < least || octets[at] != '{') {
            return null;
        }
        boolean binary = at > least && octets[at - 1] == '~';
        return new LiteralHeader(size(octets, at + 1, lastDigit + 1), awaited, binary, binary ? at - 1 : at);
    }

    private static long size(byte[] octets, int from, int to) {
        int first = from;
        while (first < to - 1 && octets[first] == '0') {
            first++;
        }
        if (to - first > DIGITS) {
            return Long.MAX_VALUE;
        }
        long size = 0;
        for (int i = first; i < to; i++) {
            size = 10 * size + octets[i] - '0';
        }
        return size;
    }
}
