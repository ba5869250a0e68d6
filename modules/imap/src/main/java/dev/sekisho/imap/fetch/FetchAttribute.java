// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.Arrays;
import java.util.Optional;

/** The items without arguments (RFC 9051 6.4.5, RFC 3501 6.4.5 and the extensions named). */
public enum FetchAttribute implements FetchItem {
    UID("UID"),
    FLAGS("FLAGS"),
    INTERNALDATE("INTERNALDATE"),
    RFC822_SIZE("RFC822.SIZE"),
    ENVELOPE("ENVELOPE"),
    BODY("BODY"),
    BODYSTRUCTURE("BODYSTRUCTURE"),
    /** RFC 3501: the whole message; sets {@code \Seen}. */
    RFC822("RFC822"),
    /** RFC 3501: the header; does not set {@code \Seen}. */
    RFC822_HEADER("RFC822.HEADER"),
    /** RFC 3501: the body; sets {@code \Seen}. */
    RFC822_TEXT("RFC822.TEXT"),
    /** RFC 7162 3.1.4.2. */
    MODSEQ("MODSEQ"),
    /** RFC 8474 5.1. */
    EMAILID("EMAILID"),
    /** RFC 8474 5.2. */
    THREADID("THREADID"),
    /** RFC 8514 4.2. */
    SAVEDATE("SAVEDATE"),
    /** RFC 8970 3.1. */
    PREVIEW("PREVIEW"),
    /** RFC 8970 3.2: {@code PREVIEW (LAZY)}, only if it costs nothing. */
    PREVIEW_LAZY("PREVIEW");

    private final String word;

    FetchAttribute(String word) {
        this.word = word;
    }

    /** The item as it is written in the answer. */
    public String word() {
        return word;
    }

    /** The item of a word, in any case of letters; {@link #PREVIEW} for PREVIEW. */
    public static Optional<FetchAttribute> of(String word) {
        return Arrays.stream(values())
                .filter(item -> item.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** True if the message is marked {@code \Seen} by it. */
    public boolean setsSeen() {
        return this == RFC822 || this == RFC822_TEXT;
    }

    @Override
    public <R> R accept(FetchItemVisitor<R> visitor) {
        return visitor.attribute(this);
    }
}
