// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.util.Arrays;
import java.util.Optional;

/** What STATUS can be asked for (RFC 9051 6.3.11, RFC 3501 6.3.10 and the extensions named). */
public enum StatusItem {
    MESSAGES("MESSAGES"),
    /** RFC 3501 alone. */
    RECENT("RECENT"),
    UIDNEXT("UIDNEXT"),
    UIDVALIDITY("UIDVALIDITY"),
    UNSEEN("UNSEEN"),
    DELETED("DELETED"),
    /** RFC 8438. */
    SIZE("SIZE"),
    /** RFC 7162 3.1.2. */
    HIGHESTMODSEQ("HIGHESTMODSEQ"),
    /** RFC 7889 4. */
    APPENDLIMIT("APPENDLIMIT"),
    /** RFC 8474 4.3. */
    MAILBOXID("MAILBOXID"),
    /** RFC 9208 4.1.4. */
    DELETED_STORAGE("DELETED-STORAGE");

    private final String word;

    StatusItem(String word) {
        this.word = word;
    }

    /** The item as it is written. */
    public String word() {
        return word;
    }

    /** The item of a word, in any case of letters. */
    public static Optional<StatusItem> of(String word) {
        return Arrays.stream(values())
                .filter(item -> item.word.equalsIgnoreCase(word))
                .findFirst();
    }
}
