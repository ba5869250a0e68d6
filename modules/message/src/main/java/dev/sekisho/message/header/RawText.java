// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.nio.charset.StandardCharsets;

/**
 * Text as it is in the message: its octets, with nothing decoded. Line breaks of folding are removed (RFC 5322 2.2.3).
 *
 * @param octets one char for each octet, U+0000 to U+00FF
 */
public record RawText(String octets) {
    /** It begins a change of charset in ISO-2022-JP, whose octets are all ASCII. */
    private static final char ESCAPE = 0x1B;

    public RawText {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) > 0xFF) {
                throw new IllegalArgumentException("Char " + i + " of a raw text is U+"
                        + Integer.toHexString(octets.charAt(i)) + "; an octet is expected");
            }
        }
    }

    /** The octets of a text in UTF-8, as a message has it that was written under RFC 6532. */
    public static RawText ofUtf8(String text) {
        return new RawText(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    public static RawText of(byte[] octets) {
        return new RawText(new String(octets, StandardCharsets.ISO_8859_1));
    }

    public byte[] toBytes() {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether all octets are below 128. */
    public boolean isAscii() {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The characters: UTF-8 if the octets are UTF-8, else windows-1252. Encoded words are not decoded; {@link HeaderText} does that. */
    public String decoded() {
        return isAscii() && octets.indexOf(ESCAPE) < 0 ? octets : Charsets.decodeUnlabelled(toBytes());
    }

    @Override
    public String toString() {
        return octets;
    }
}
