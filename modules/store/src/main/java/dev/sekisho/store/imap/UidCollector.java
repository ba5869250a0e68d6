// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.Arrays;

/** Collects ranges of UIDs in any order, 8 octets each. UIDs have 32 bits (RFC 9051 2.3.1.1). For one thread. */
final class UidCollector {
    private long[] ranges = new long[64];
    private int length;

    /** One more range. */
    void add(long first, long last) {
        if (length == ranges.length) {
            ranges = Arrays.copyOf(ranges, length * 2);
        }
        ranges[length++] = first << 32 | last;
    }

    /** What was collected. The sign bit is that of the first UID, so ranges are compared without sign. */
    UidSet toSet() {
        flipSigns();
        Arrays.sort(ranges, 0, length);
        flipSigns();
        UidSet.Builder builder = new UidSet.Builder();
        for (int i = 0; i < length; i++) {
            builder.add(ranges[i] >>> 32, ranges[i] & 0xffff_ffffL);
        }
        return builder.build();
    }

    private void flipSigns() {
        for (int i = 0; i < length; i++) {
            ranges[i] ^= Long.MIN_VALUE;
        }
    }
}
