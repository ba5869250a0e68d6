// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import java.nio.ByteBuffer;

/** Reads what {@link VarintWriter} wrote. Octets that end too early are an {@link IllegalArgumentException}. */
final class VarintReader {
    private final ByteBuffer octets;

    VarintReader(ByteBuffer octets) {
        this.octets = octets.slice();
    }

    long number() {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte octet = next();
            number |= (long) (octet & 0x7F) << shift;
            if (octet >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("A number has more than 9 octets; at most 9 are expected");
    }

    long signed() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    /** The next octets, whose number is before them; read-only. */
    ByteBuffer sized() {
        long size = number();
        if (size > octets.remaining()) {
            throw new IllegalArgumentException(
                    size + " octets are announced and " + octets.remaining() + " are there; as many are expected");
        }
        ByteBuffer part = octets.slice(octets.position(), (int) size).asReadOnlyBuffer();
        octets.position(octets.position() + (int) size);
        return part;
    }

    private byte next() {
        if (!octets.hasRemaining()) {
            throw new IllegalArgumentException("The octets end within a number; its end is expected");
        }
        return octets.get();
    }
}
