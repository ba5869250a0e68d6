// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Passes over the octets of a message that end nothing and spoil nothing, eight at a time: nearly all of every message. */
public final class PlainOctetScanner {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final int FIRST_PLAIN = '\r' + 1;

    private PlainOctetScanner() {}

    /** Where the first octet of at most 13 stands (CR, LF and NUL are among those), from an index on; else the length. */
    public static int end(byte[] octets, int from) {
        int at = from;
        while (at + Long.BYTES <= octets.length) {
            long low = belowFirstPlain((long) EIGHT.get(octets, at));
            if (low != 0) {
                return at + Long.numberOfTrailingZeros(low) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < octets.length && Byte.toUnsignedInt(octets[at]) >= FIRST_PLAIN) {
            at++;
        }
        return at;
    }

    /**
     * The high bit of the first octet that is below {@link #FIRST_PLAIN}, and maybe of others above it: subtracting borrows upwards only, so
     * nothing is marked below the first.
     */
    private static long belowFirstPlain(long eight) {
        return eight - ONES * FIRST_PLAIN & ~eight & HIGH_BITS;
    }
}
