// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

/**
 * The beginning of a body, read together with that of others.
 *
 * @param size how many octets the body has
 * @param octets its first chunk, which is all of a small body; not to be changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
public record BodyBeginning(long id, long size, byte[] octets) {

    /** Whether that is all of it. */
    public boolean isWhole() {
        return octets.length == size;
    }

    /** All of it, from its first octet on. */
    public BodyInputStream open(BodyStore bodies) {
        return bodies.open(id, size, octets);
    }
}
