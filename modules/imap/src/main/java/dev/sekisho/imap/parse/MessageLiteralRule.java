// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.parse;

import dev.sekisho.policy.imap.ImapVerb;
import java.nio.charset.StandardCharsets;

/**
 * Which literals are messages, told from the octets before them: those of APPEND and REPLACE that follow the mailbox's name (RFC 9051
 * 6.3.12, RFC 8508 3.3), but the URLs of CATENATE (RFC 4469 3). Where it errs, because the command is malformed, the parser refuses.
 */
final class MessageLiteralRule {
    private static final String URL = "URL ";

    private final byte[] octets;
    private final int end;
    private int position;

    private MessageLiteralRule(byte[] octets, int end) {
        this.octets = octets;
        this.end = end;
    }

    /**
     * True if the literal whose announcement begins at {@code announcement} is a message.
     *
     * @param octets the command up to there
     */
    static boolean isMessage(byte[] octets, int announcement) {
        return new MessageLiteralRule(octets, announcement).isMessage();
    }

    private boolean isMessage() {
        word();
        String verb = word();
        if (verb.equalsIgnoreCase("UID")) {
            verb = word();
        }
        int arguments = switch (ImapVerb.of(verb)) {
            case APPEND -> 1;
            case REPLACE -> 2;
            default -> 0;
        };
        for (int i = 0; i < arguments; i++) {
            argument();
        }
        return arguments > 0 && position <= end && !isUrl();
    }

    private boolean isUrl() {
        int from = end - URL.length();
        return from >= position
                && new String(octets, from, URL.length(), StandardCharsets.ISO_8859_1).equalsIgnoreCase(URL);
    }

    private String word() {
        int from = position;
        while (position < end && octets[position] != ' ') {
            position++;
        }
        String word = new String(octets, from, Math.min(position - from, 32), StandardCharsets.ISO_8859_1);
        position++;
        return word;
    }

    /** Passes an atom, a quoted string or a literal, and the blank behind it. */
    private void argument() {
        if (position < end && octets[position] == '"') {
            position++;
            while (position < end && octets[position] != '"') {
                position += octets[position] == '\\' ? 2 : 1;
            }
        } else if (position < end && octets[position] == '{') {
            literal();
        }
        word();
    }

    private void literal() {
        int from = position;
        while (position < end && octets[position] != '\n') {
            position++;
        }
        LiteralHeader header = position > from ? LiteralHeader.before(octets, position - 1) : null;
        position = header == null ? end : (int) Math.min(end, position + 1 + header.size());
    }
}
