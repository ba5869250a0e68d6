// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

/** Sees whether every CR is followed by LF and every LF follows a CR, over any number of chunks. */
final class LineEnds {
    private boolean afterCr;
    private boolean malformed;

    void scan(byte[] octets) {
        for (byte octet : octets) {
            malformed |= afterCr != (octet == '\n');
            afterCr = octet == '\r';
        }
    }

    /** True if a CR or LF stood alone; asked after the last chunk. */
    boolean malformed() {
        return malformed || afterCr;
    }
}
