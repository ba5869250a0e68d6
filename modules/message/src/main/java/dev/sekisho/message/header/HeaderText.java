// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

/** Decodes the text of header fields to characters: encoded words (RFC 2047), and raw octets as {@link RawText#decoded()} has them. */
public final class HeaderText {
    private HeaderText() {}

    /** The characters of a text. An encoded word that cannot be decoded stays as it is. */
    public static String decode(RawText text) {
        return text.octets().contains("=?") ? EncodedWords.decode(text.octets()) : text.decoded();
    }
}
