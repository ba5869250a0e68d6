// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

/** Sees whether every CR is followed by LF, every LF follows a CR, and there is no NUL, over any number of chunks. */
public final class LineEndingCheck {
    private boolean afterCr;
    private boolean malformed;

    void scan(byte[] octets) {
        for (byte octet : octets) {
            malformed |= afterCr != (octet == '\n') || octet == 0;
            afterCr = octet == '\r';
        }
    }

    /** True if a CR or LF stood alone, or there was a NUL; asked after the last chunk. */
    public boolean malformed() {
        return malformed || afterCr;
    }
}
