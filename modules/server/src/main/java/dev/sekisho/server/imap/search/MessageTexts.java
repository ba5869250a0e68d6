// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.search;

import dev.sekisho.message.header.HeaderField;
import dev.sekisho.message.header.HeaderFields;
import dev.sekisho.message.header.HeaderText;
import dev.sekisho.message.text.BodyText;
import dev.sekisho.message.text.SoughtText;
import dev.sekisho.message.text.TextMatcher;
import dev.sekisho.server.imap.fetch.FetchedMessage;
import dev.sekisho.server.imap.fetch.HeaderOctets;
import java.io.IOException;
import java.io.InputStream;

/** The texts of a message, decoded, as a search compares them. For one worker. */
final class MessageTexts {
    private final FetchedMessage message;

    MessageTexts(FetchedMessage message) {
        this.message = message;
    }

    /** Whether a field of this name contains a text; an empty text is contained in every field. */
    boolean headerContains(String name, SoughtText text) throws IOException {
        for (HeaderField field : HeaderOctets.named(message, name)) {
            if (text.isIn(HeaderText.decode(field.body()))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text parts, and if asked for the header, contain a text. */
    boolean contains(SoughtText text, boolean withHeader) throws IOException {
        if (withHeader && inHeader(text)) {
            return true;
        }
        TextMatcher matcher = text.matcher();
        // What the delivery has put before it is no part of what was read for the index either.
        int prefix = message.content().prefixOctets();
        try (InputStream octets = message.open(prefix, message.content().octets() - prefix)) {
            BodyText.read(octets, matcher);
        }
        return matcher.hasFoundAll();
    }

    private boolean inHeader(SoughtText text) throws IOException {
        for (HeaderField field : HeaderFields.cut(HeaderOctets.whole(message))) {
            if (text.isIn(HeaderText.decode(field.line()))) {
                return true;
            }
        }
        return false;
    }
}
