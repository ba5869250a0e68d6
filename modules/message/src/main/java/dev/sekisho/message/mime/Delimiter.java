// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

import java.util.Arrays;

/** What a line is to a multipart (RFC 2046 5.1.1). */
enum Delimiter {
    /** Not a delimiter: content. */
    NONE,
    /** The delimiter before a part. */
    NEXT,
    /** The delimiter behind the last part. */
    LAST;

    /**
     * @param boundary the boundary with its two hyphens. Blanks may follow it, nothing else: the boundary of a multipart can be the beginning of
     *     that of another one
     */
    static Delimiter of(byte[] line, int start, int end, byte[] boundary) {
        int rest = start + boundary.length;
        if (rest > end || !Arrays.equals(line, start, rest, boundary, 0, boundary.length)) {
            return NONE;
        }
        if (isBlank(line, rest, end)) {
            return NEXT;
        }
        boolean last = rest + 2 <= end && line[rest] == '-' && line[rest + 1] == '-' && isBlank(line, rest + 2, end);
        return last ? LAST : NONE;
    }

    private static boolean isBlank(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n') {
                return false;
            }
        }
        return true;
    }
}
