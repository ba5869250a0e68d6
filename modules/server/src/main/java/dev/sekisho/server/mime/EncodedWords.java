// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a field that are encoded (RFC 2047). They are to be decoded after the field was taken apart (6.2), but there are readers that
 * decode first: to these, what is encoded must make no other address of it.
 */
final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?]*)\\?([^?]*)\\?(.*?)\\?=", Pattern.DOTALL);
    private static final Pattern ONE_AS_NAME =
            Pattern.compile("[ \\t]*=\\?[^? \\t]*\\?[^? \\t]*\\?[^? \\t]*\\?=[ \\t]+<[^<>=?]*>[ \\t]*");
    private static final Pattern LANGUAGE = Pattern.compile("\\*.*");
    private static final Pattern MARK_OF_ADDRESS = Pattern.compile("[<>@]");

    private EncodedWords() {}

    /**
     * The addresses that encoded words of a value make for who decodes first: none, or one where the whole name in front of an address is
     * one word, as clients write it whose name is the address.
     *
     * @return empty if a word cannot be decoded, holds a line end, or another mark of addresses
     */
    static Optional<List<String>> addresses(String value) {
        StringBuilder decoded = new StringBuilder();
        Matcher words = WORD.matcher(value);
        try {
            while (words.find()) {
                decoded.append(decode(words.group(1), words.group(2), words.group(3)));
            }
        } catch (IllegalArgumentException undecodable) {
            return Optional.empty();
        }
        String text = decoded.toString();
        if (text.codePoints().anyMatch(AuthorAddressParser::breaksLines)) {
            return Optional.empty();
        }
        if (!MARK_OF_ADDRESS.matcher(text).find()) {
            return Optional.of(List.of());
        }
        boolean one = ONE_AS_NAME.matcher(value).matches() && AuthorAddressParser.isPlainAddress(text);
        return one ? Optional.of(List.of(text)) : Optional.empty();
    }

    private static String decode(String charset, String encoding, String text) {
        byte[] octets = switch (encoding) {
            case "q", "Q" -> quotedPrintable(text);
            case "b", "B" -> Base64.getDecoder().decode(text.strip());
            default -> throw new IllegalArgumentException("RFC 2047 has no encoding " + encoding);
        };
        return new String(octets, Charset.forName(LANGUAGE.matcher(charset).replaceFirst("")));
    }

    /** The Q encoding (RFC 2047 4.2). */
    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '=') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    throw new IllegalArgumentException("an octet has two digits");
                }
                octets.write(16 * high + low);
                i += 2;
            } else {
                octets.writeBytes((each == '_' ? " " : Character.toString(each)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }
}
