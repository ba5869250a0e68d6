// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import java.io.ByteArrayOutputStream;

/** Writes numbers in as few octets as they need: seven bits in each, the lowest first. */
final class VarintWriter {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);

    byte[] toBytes() {
        return octets.toByteArray();
    }

    /** A number of 0 or more. */
    VarintWriter number(long number) {
        long rest = number;
        while (rest > 0x7F) {
            octets.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        octets.write((int) rest);
        return this;
    }

    /** A number of any sign. */
    VarintWriter signed(long number) {
        return number((number << 1 ^ number >> 63) & Long.MAX_VALUE);
    }

    VarintWriter bytes(byte[] more) {
        octets.writeBytes(more);
        return this;
    }

    VarintWriter sized(byte[] more) {
        return number(more.length).bytes(more);
    }
}
