// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.fetch;

import java.util.List;

/**
 * Octets of a message that a client names (RFC 9051 6.4.5.1).
 *
 * @param part of which part
 * @param text which octets of it
 * @param fields the names of header fields as the client wrote them, for {@link Text#HEADER_FIELDS} and {@link Text#HEADER_FIELDS_NOT};
 *     empty for the others
 */
public record Section(PartNumber part, Text text, List<String> fields) {
    /** {@code BODY[]}. */
    public static final Section WHOLE = new Section(PartNumber.WHOLE, Text.ALL, List.of());

    /** Which octets of a part. */
    public enum Text {
        /** The whole message, or the body of the part. */
        ALL(""),
        /** The header of the message, or of the message that the part is. */
        HEADER("HEADER"),
        /** Some fields of that header. */
        HEADER_FIELDS("HEADER.FIELDS"),
        /** All fields of that header but some. */
        HEADER_FIELDS_NOT("HEADER.FIELDS.NOT"),
        /** The body of the message, or of the message that the part is. */
        TEXT("TEXT"),
        /** The header of the part. */
        MIME("MIME");

        private final String word;

        Text(String word) {
            this.word = word;
        }

        /** As it is written; an empty text for {@link #ALL}. */
        public String word() {
            return word;
        }
    }

    public Section {
        fields = List.copyOf(fields);
        boolean named = text == Text.HEADER_FIELDS || text == Text.HEADER_FIELDS_NOT;
        if (named == fields.isEmpty()) {
            throw new IllegalArgumentException(text + " with fields " + fields);
        }
        if (text == Text.MIME && part.isWhole()) {
            throw new IllegalArgumentException("MIME needs a part");
        }
    }
}
