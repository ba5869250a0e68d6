// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The charsets that messages name. A label means what senders mean by it: the vendor's superset where there is one, as the WHATWG Encoding
 * Standard has it too.
 */
public final class Charsets {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("iso-8859-8-i", "iso-8859-8"),
            Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("iso-2022-jp", "x-windows-iso2022jp"),
            Map.entry("iso-2022-jp-ms", "x-windows-iso2022jp"),
            Map.entry("cp50220", "x-windows-iso2022jp"),
            Map.entry("cp50221", "x-windows-iso2022jp"),
            Map.entry("eucjp-ms", "euc-jp"),
            Map.entry("cp51932", "euc-jp"),
            Map.entry("gb2312", "gb18030"),
            Map.entry("gbk", "gb18030"),
            Map.entry("cp936", "gb18030"),
            Map.entry("x-gbk", "gb18030"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("ks_c_5601-1989", "x-windows-949"),
            Map.entry("ksc5601", "x-windows-949"),
            Map.entry("cp949", "x-windows-949"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("big5", "x-windows-950"),
            Map.entry("cp950", "x-windows-950"),
            Map.entry("utf8", "utf-8"),
            Map.entry("utf-8-mac", "utf-8"),
            Map.entry("unicode-1-1-utf-8", "utf-8"));

    private Charsets() {}

    /** The charset of a label of a message, or nothing if this Java cannot read it. */
    public static Optional<Charset> labelled(String label) {
        String plain = label.strip().toLowerCase(Locale.ROOT);
        return find(MEANT.getOrDefault(plain, plain));
    }

    /** Whether SEARCH may be asked with this charset. */
    public static boolean isKnown(String label) {
        return labelled(label).isPresent();
    }

    /**
     * Whether a charset is the one of texts whose label says little: a text labelled as ASCII or Latin 1 that is valid UTF-8 is meant to be
     * UTF-8.
     */
    public static boolean isGuess(Charset charset) {
        return charset.equals(WINDOWS_1252);
    }

    /** Characters in a charset. What it cannot decode is U+FFFD; an unknown charset is as none. */
    public static String decode(byte[] octets, String label) {
        if (Utf7Text.isLabel(label)) {
            return Utf7Text.decode(octets);
        }
        Optional<Charset> charset = labelled(label);
        if (charset.isEmpty()) {
            return decodeUnlabelled(octets);
        }
        return isGuess(charset.get()) ? decodeUnlabelled(octets) : new String(octets, charset.get());
    }

    /** Characters without a charset: ISO-2022-JP by its escapes, else UTF-8 if the octets are UTF-8, else windows-1252. */
    public static String decodeUnlabelled(byte[] octets) {
        if (hasJapaneseEscape(octets)) {
            return new String(octets, labelled("iso-2022-jp").orElse(StandardCharsets.UTF_8));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, WINDOWS_1252);
        }
    }

    private static boolean hasJapaneseEscape(byte[] octets) {
        for (int i = 0; i + 2 < octets.length; i++) {
            if (octets[i] == 0x1B && octets[i + 1] == '$' && (octets[i + 2] == 'B' || octets[i + 2] == '@')) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Charset> find(String name) {
        try {
            return Optional.of(Charset.forName(name)).filter(charset -> !charset.equals(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
