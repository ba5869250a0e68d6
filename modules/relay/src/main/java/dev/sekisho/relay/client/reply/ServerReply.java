// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client.reply;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered (RFC 5321 4.2).
 *
 * @param code the three digits
 * @param lines the text of each line, without the code; at least one
 */
public record ServerReply(int code, List<String> lines) {
    /** In octets; what is longer is cut in logs, notices and rows. Two of them and an address fit in a line of a message (RFC 5322 2.1.1). */
    static final int LONGEST_TEXT = 500;

    private static final String CUT = "...";

    private static final Pattern STATUS = Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})( .*)?");

    public ServerReply {
        lines = List.copyOf(lines);
    }

    /** True for 2yz. */
    public boolean positive() {
        return code / 100 == 2;
    }

    /** True for 3yz: the server waits for the rest. */
    public boolean goOn() {
        return code / 100 == 3;
    }

    /** True for 5yz. */
    public boolean permanent() {
        return code / 100 == 5;
    }

    /** The enhanced status code (RFC 2034) of the first line, else of the last, if it is of the reply's own class. */
    public Optional<String> status() {
        return status(lines.get(0)).or(() -> status(lines.get(lines.size() - 1)));
    }

    private Optional<String> status(String line) {
        Matcher matcher = STATUS.matcher(line);
        return matcher.matches() && matcher.group(1).charAt(0) == '0' + code / 100
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** The text on one line, of {@link #LONGEST_TEXT} octets at most. */
    String text() {
        return cut(joined());
    }

    /** Many short lines are joined only up to the length that is shown. */
    private String joined() {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < lines.size() && joined.length() <= LONGEST_TEXT; i++) {
            joined.append(i == 0 ? "" : " / ").append(lines.get(i));
        }
        return joined.toString().strip();
    }

    /** Code and text on one line, of {@link #LONGEST_TEXT} octets at most. */
    @Override
    public String toString() {
        return cut(code + " " + joined());
    }

    /** Cuts between two characters, never within one. */
    private static String cut(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_TEXT) {
            return text;
        }
        int octets = CUT.length();
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            octets += text.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (octets > LONGEST_TEXT) {
                break;
            }
            end = next;
        }
        return text.substring(0, end) + CUT;
    }
}
