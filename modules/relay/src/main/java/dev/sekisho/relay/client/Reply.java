// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

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
public record Reply(int code, List<String> lines) {
    private static final Pattern STATUS = Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})( .*)?");

    public Reply {
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

    /** The enhanced status code (RFC 2034) if the reply has one of its own class. */
    public Optional<String> status() {
        Matcher matcher = STATUS.matcher(lines.get(0));
        return matcher.matches() && matcher.group(1).charAt(0) == '0' + code / 100
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    /** Code and text on one line. */
    @Override
    public String toString() {
        return code + " " + String.join(" / ", lines).strip();
    }
}
