// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.message.header;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Encoded words (RFC 2047), read as leniently as mail programs do: within quotes, without white space between them, with white space in
 * them, and with a character that is divided between two words of one charset.
 */
final class EncodedWords {
    /** A language may follow the charset (RFC 2231 5). */
    private static final Pattern WORD =
            Pattern.compile("=\\?([A-Za-z0-9_.:+-]{1,60})(?:\\*[A-Za-z0-9-]{0,40})?\\?([BbQq])\\?([^?]{0,65536})\\?=");

    private final StringBuilder decoded = new StringBuilder();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private @Nullable String charset;

    private EncodedWords() {}

    static String decode(String octets) {
        return new EncodedWords().run(octets);
    }

    private String run(String octets) {
        Matcher word = WORD.matcher(octets);
        int end = 0;
        while (word.find()) {
            between(octets.substring(end, word.start()), end == 0);
            byte[] content = "B".equalsIgnoreCase(word.group(2)) ? base64(word.group(3)) : quoted(word.group(3));
            add(word.group(1), content);
            end = word.end();
        }
        between(octets.substring(end), end == 0);
        flush();
        return decoded.toString();
    }

    /** White space between two encoded words is not shown (RFC 2047 6.2). */
    private void between(String text, boolean first) {
        if (first || !text.isBlank()) {
            flush();
            decoded.append(new RawText(text).decoded());
        }
    }

    private void add(String nextCharset, byte[] content) {
        if (!nextCharset.equalsIgnoreCase(charset)) {
            flush();
        }
        charset = nextCharset;
        pending.writeBytes(content);
    }

    private void flush() {
        if (charset != null && pending.size() > 0) {
            decoded.append(Charsets.decode(pending.toByteArray(), charset));
        }
        pending.reset();
        charset = null;
    }

    private static byte[] base64(String content) {
        String digits = content.replaceAll("[^A-Za-z0-9+/]", "");
        int usable = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
        return Base64.getDecoder().decode(digits.substring(0, usable));
    }

    private static byte[] quoted(String content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(content.length());
        for (int i = 0; i < content.length(); i++) {
            char octet = content.charAt(i);
            int high = i + 2 < content.length() ? Character.digit(content.charAt(i + 1), 16) : -1;
            int low = i + 2 < content.length() ? Character.digit(content.charAt(i + 2), 16) : -1;
            if (octet == '=' && high >= 0 && low >= 0) {
                octets.write(high << 4 | low);
                i += 2;
            } else {
                octets.write(octet == '_' ? ' ' : octet);
            }
        }
        return octets.toByteArray();
    }
}
