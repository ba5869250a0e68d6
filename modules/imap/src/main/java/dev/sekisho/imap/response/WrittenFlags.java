// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.response;

import dev.sekisho.imap.value.Flag;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/** A list of flags as FETCH tells it, written once for all messages that have these flags. Immutable. */
public final class WrittenFlags {
    private final byte[] octets;

    private WrittenFlags(byte[] octets) {
        this.octets = octets;
    }

    /** These flags, in this order. */
    public static WrittenFlags of(Collection<Flag> flags) {
        String list = flags.stream().map(Flag::name).collect(Collectors.joining(" ", "(", ")"));
        return new WrittenFlags(list.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] octets() {
        return octets;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return new String(octets, StandardCharsets.US_ASCII);
    }
}
