// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads replies in whatever pieces they come. What it keeps is bounded, however much the server says. For one connection, and one thread.
 */
final class ReplyReader {
    /** RFC 5321 4.5.3.1.5 has 512; some servers say more. */
    static final int LONGEST_LINE = 2_048;
    /** An EHLO reply has some twenty. */
    static final int MOST_LINES = 100;

    private static final Pattern BEGINNING = Pattern.compile("[2-5][0-9]{2}([ -]|\\z)");

    /** Controls, also those beyond ASCII, what turns the direction of writing, and what ends lines elsewhere. */
    private static final Pattern UNSEEMLY = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private final List<String> lines = new ArrayList<>();
    private int code;

    /**
     * Reads on, at most to the end of one reply.
     *
     * @return the reply, or empty if more is needed
     * @throws TroubleException if this is no SMTP
     */
    Optional<Reply> read(ByteBuf in) throws TroubleException {
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (octet != '\n') {
                keep(octet);
            } else if (endLine()) {
                Reply reply = new Reply(code, lines);
                lines.clear();
                return Optional.of(reply);
            }
        }
        return Optional.empty();
    }

    private void keep(byte octet) throws TroubleException {
        if (length == LONGEST_LINE) {
            throw Trouble.broken("a line of its reply is longer than " + LONGEST_LINE + " octets");
        }
        line[length++] = octet;
    }

    /** @return true if it was the last line of a reply */
    private boolean endLine() throws TroubleException {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        if (!BEGINNING.matcher(text).lookingAt()) {
            throw Trouble.broken("it answers what is not SMTP: " + shown(text));
        }
        int ofLine = Integer.parseInt(text.substring(0, 3));
        if (!lines.isEmpty() && ofLine != code) {
            throw Trouble.broken("the lines of one reply have the codes " + code + " and " + ofLine);
        }
        if (lines.size() == MOST_LINES) {
            throw Trouble.broken("its reply has more than " + MOST_LINES + " lines");
        }
        code = ofLine;
        lines.add(shown(text.length() > 4 ? text.substring(4) : ""));
        return text.length() == 3 || text.charAt(3) == ' ';
    }

    /** Such characters would play tricks with a terminal or a notice. */
    private static String shown(String text) {
        return UNSEEMLY.matcher(text).replaceAll("?");
    }
}
