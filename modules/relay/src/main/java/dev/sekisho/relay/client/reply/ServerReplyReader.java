// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads replies in whatever pieces they come. Of a long one the beginning and the last line are kept and the rest is skipped; one that
 * does not end within {@link #LONGEST_REPLY} octets is a fault. For one connection, and one thread.
 */
public final class ServerReplyReader {
    /** What is kept of a line. RFC 5321 4.5.3.1.5 has 512; some servers say more. */
    static final int LONGEST_LINE = 2_048;
    /** Octets, and the rest of a line, that are kept of one reply. An EHLO reply has some hundred. */
    static final int MOST_KEPT = 65_536;
    /** Octets within which a reply must end. */
    static final int LONGEST_REPLY = 262_144;

    private static final Pattern BEGINNING = Pattern.compile("[2-5][0-9]{2}([ -]|\\z)");

    /** Controls, also those beyond ASCII, what turns the direction of writing, and what ends lines elsewhere. */
    private static final Pattern UNSEEMLY = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private final List<String> lines = new ArrayList<>();
    private int kept;
    private int said;
    private int code;

    /**
     * Reads on, at most to the end of one reply.
     *
     * @return the reply, or empty if more is needed
     * @throws DeliveryFailureException if this is no SMTP
     */
    public Optional<ServerReply> read(ByteBuf in) throws DeliveryFailureException {
        while (in.isReadable()) {
            byte octet = in.readByte();
            if (++said > LONGEST_REPLY) {
                throw DeliveryFailure.broken(
                        "its reply has no end within " + LONGEST_REPLY + " octets; it begins with " + begun());
            }
            if (octet != '\n') {
                keep(octet);
            } else if (endLine()) {
                return Optional.of(finished());
            }
        }
        return Optional.empty();
    }

    private ServerReply finished() {
        ServerReply reply = new ServerReply(code, lines);
        lines.clear();
        kept = 0;
        said = 0;
        return reply;
    }

    /** What is beyond the longest line is skipped. */
    private void keep(byte octet) {
        if (length < LONGEST_LINE) {
            line[length++] = octet;
        }
    }

    private String begun() {
        return lines.isEmpty()
                ? new ServerReply(0, List.of(shown(text(length)))).text()
                : new ServerReply(code, lines).toString();
    }

    private String text(int end) {
        return new String(line, 0, end, StandardCharsets.UTF_8);
    }

    /** @return true if it was the last line of a reply */
    private boolean endLine() throws DeliveryFailureException {
        if (kept > MOST_KEPT && isOneMore()) {
            length = 0;
            return false;
        }
        String text = text(length > 0 && line[length - 1] == '\r' ? length - 1 : length);
        length = 0;
        if (!BEGINNING.matcher(text).lookingAt()) {
            throw DeliveryFailure.broken(
                    "it answers what is not SMTP: " + new ServerReply(0, List.of(shown(text))).text());
        }
        int ofLine = Integer.parseInt(text.substring(0, 3));
        code = lines.isEmpty() ? ofLine : ofBoth(code, ofLine);
        boolean last = text.length() == 3 || text.charAt(3) == ' ';
        if (last || kept <= MOST_KEPT) {
            kept += text.length() + 1;
            lines.add(shown(text.length() > 4 ? text.substring(4) : ""));
        }
        return last;
    }

    /** A line like the ones before it, of which nothing is wanted any more: as cheap as can be. */
    private boolean isOneMore() {
        return length > 3
                && line[0] == '0' + code / 100
                && line[1] == '0' + code / 10 % 10
                && line[2] == '0' + code % 10
                && line[3] == '-';
    }

    /** Lines that differ (RFC 5321 4.2.1 forbids it): of two refusals the passing one counts; what is yes and no at once is no reply. */
    private static int ofBoth(int before, int now) throws DeliveryFailureException {
        if (before / 100 == now / 100) {
            return now;
        }
        if (before / 100 >= 4 && now / 100 >= 4) {
            return Math.min(before, now);
        }
        throw DeliveryFailure.broken("the lines of one reply have the codes " + before + " and " + now);
    }

    /** Such characters would play tricks with a terminal or a notice. */
    private static String shown(String text) {
        return UNSEEMLY.matcher(text).replaceAll("?");
    }
}
