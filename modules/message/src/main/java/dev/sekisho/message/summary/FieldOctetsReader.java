// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.summary;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Picks fields out of the encoded header of a summary, without decoding the others. For one use. */
final class FieldOctetsReader {
    private final ByteBuffer octets;

    FieldOctetsReader(ByteBuffer fields) {
        this.octets = fields;
    }

    /** The fields of these names, one behind the other; empty if not all fields are there. */
    Optional<byte[]> read(List<String> names) {
        VarintReader in = new VarintReader(octets);
        if (in.number() != 1) {
            return Optional.empty();
        }
        byte[] chosen = new byte[octets.remaining()];
        int size = 0;
        for (long count = in.number(); count > 0; count--) {
            ByteBuffer field = in.sized();
            if (isOneOf(names, field)) {
                int length = field.remaining();
                field.get(chosen, size, length);
                size += length;
            }
        }
        return Optional.of(Arrays.copyOf(chosen, size));
    }

    private static boolean isOneOf(List<String> names, ByteBuffer field) {
        for (int i = 0; i < names.size(); i++) {
            if (isNamed(names.get(i), field)) {
                return true;
            }
        }
        return false;
    }

    /** There may be blanks before the colon (RFC 5322 4.5). */
    private static boolean isNamed(String name, ByteBuffer field) {
        int at = name.length();
        if (field.remaining() <= at) {
            return false;
        }
        for (int i = 0; i < at; i++) {
            if (small(field.get(i)) != small(name.charAt(i))) {
                return false;
            }
        }
        while (at < field.remaining() && (field.get(at) == ' ' || field.get(at) == '\t')) {
            at++;
        }
        return at < field.remaining() && field.get(at) == ':';
    }

    private static int small(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}
