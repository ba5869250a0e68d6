// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.mime;

/**
 * Octets of a message.
 *
 * @param start the number of octets before the first one
 * @param size the number of octets
 */
public record OctetRange(long start, long size) {
    public OctetRange {
        if (start < 0 || size < 0) {
            throw new IllegalArgumentException("A range of octets has the start " + start + " and the size " + size
                    + "; both are expected to be 0 or more");
        }
    }

    public long end() {
        return start + size;
    }
}
