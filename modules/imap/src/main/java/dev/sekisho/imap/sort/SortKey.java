// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.sort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What SORT compares (RFC 5256 3, RFC 5957 3). */
public enum SortKey {
    /** The internal date. */
    ARRIVAL,
    /** The mailbox of the first Cc address. */
    CC,
    /** The sent date, or where there is none the internal date. */
    DATE,
    /** The display name of the first From address, or where there is none the address. */
    DISPLAYFROM,
    /** The same of the first To address. */
    DISPLAYTO,
    /** The mailbox of the first From address. */
    FROM,
    /** The size in octets. */
    SIZE,
    /** The base subject. */
    SUBJECT,
    /** The mailbox of the first To address. */
    TO;

    /** True if texts are compared, false if numbers are. */
    public boolean comparesTexts() {
        return switch (this) {
            case CC, DISPLAYFROM, DISPLAYTO, FROM, SUBJECT, TO -> true;
            case ARRIVAL, DATE, SIZE -> false;
        };
    }

    /** The key of a word, in any case of letters. */
    public static Optional<SortKey> of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(key -> key.name().equals(upper)).findFirst();
    }
}
