// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.header.RawText;
import dev.sekisho.message.text.BodyText;
import dev.sekisho.message.text.TextMatcher;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.fetch.HeaderOctets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts of a message, decoded, as a search compares them. For one worker. */
final class MessageTexts {
    private final FetchedMessage message;

    MessageTexts(FetchedMessage message) {
        this.message = message;
    }

    /** Whether a field of this name contains a text; an empty text is contained in every field. */
    boolean headerContains(String name, String text) throws IOException {
        for (HeaderField field : fields(HeaderOctets.named(message, name))) {
            if (text.isEmpty() || TextMatcher.contains(HeaderText.decode(field.body()), text)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text parts, and if asked for the header, contain a text. */
    boolean contains(String text, boolean withHeader) throws IOException {
        if (withHeader && inHeader(text)) {
            return true;
        }
        TextMatcher matcher = new TextMatcher(List.of(text));
        try (InputStream octets = message.open(0, message.content().octets())) {
            BodyText.read(octets, matcher);
        }
        return matcher.hasFoundAll();
    }

    private boolean inHeader(String text) throws IOException {
        for (HeaderField field : fields(HeaderOctets.whole(message))) {
            RawText line = new RawText(field.octets().octets().replace("\r", "").replace("\n", ""));
            if (TextMatcher.contains(HeaderText.decode(line), text)) {
                return true;
            }
        }
        return false;
    }

    /** Cuts a header into its fields; the empty line at its end is none. */
    private static List<HeaderField> fields(byte[] header) {
        List<HeaderField> fields = new ArrayList<>();
        String octets = new String(header, StandardCharsets.ISO_8859_1);
        int from = 0;
        while (from < octets.length()) {
            int end = endOfField(octets, from);
            if (octets.charAt(from) == '\n' || octets.startsWith("\r\n", from)) {
                break;
            }
            fields.add(new HeaderField(new RawText(octets.substring(from, end))));
            from = end;
        }
        return fields;
    }

    private static int endOfField(String octets, int from) {
        int end = from;
        do {
            int lineFeed = octets.indexOf('\n', end);
            end = lineFeed < 0 ? octets.length() : lineFeed + 1;
        } while (end < octets.length() && (octets.charAt(end) == ' ' || octets.charAt(end) == '\t'));
        return end;
    }
}
