// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Modified UTF-7, the form of mailbox names of clients that have not enabled UTF-8 (RFC 3501 5.1.3). */
public final class ModifiedUtf7 {
    private ModifiedUtf7() {}

    /**
     * Decodes a text; empty if it is none: a shift that does not end, is not base64 of UTF-16, or has bits left over. What stands outside
     * of a shift is taken as it is, also beyond ASCII, and printable ASCII within one, because clients have written both.
     */
    public static Optional<String> decode(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '&') {
                decoded.append(c);
                at++;
                continue;
            }
            int end = text.indexOf('-', at);
            if (end < 0) {
                return Optional.empty();
            }
            Optional<String> shifted = shifted(text.substring(at + 1, end));
            if (shifted.isEmpty()) {
                return Optional.empty();
            }
            decoded.append(shifted.get());
            at = end + 1;
        }
        return Optional.of(decoded.toString());
    }

    private static Optional<String> shifted(String base64) {
        if (base64.isEmpty()) {
            return Optional.of("&");
        }
        if (base64.indexOf('/') >= 0 || base64.indexOf('=') >= 0) {
            return Optional.empty();
        }
        try {
            String standard = base64.replace(',', '/');
            byte[] octets = Base64.getDecoder().decode(standard);
            boolean exact =
                    Base64.getEncoder().withoutPadding().encodeToString(octets).equals(standard);
            return exact && octets.length % 2 == 0
                    ? Optional.of(StandardCharsets.UTF_16BE
                            .newDecoder()
                            .decode(ByteBuffer.wrap(octets))
                            .toString())
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException notBase64OfUtf16) {
            return Optional.empty();
        }
    }

    /** Encodes a text: printable ASCII as it is, an ampersand as {@code &-}, the rest in shifts. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isDirect(c)) {
                encoded.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && !isDirect(text.charAt(end))) {
                end++;
            }
            byte[] octets = text.substring(at, end).getBytes(StandardCharsets.UTF_16BE);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(octets);
            encoded.append('&').append(base64.replace('/', ',')).append('-');
            at = end;
        }
        return encoded.toString();
    }

    private static boolean isDirect(char c) {
        return c >= ' ' && c < 0x7f;
    }
}
