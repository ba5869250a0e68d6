// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.transaction;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of BDAT (RFC 3030 2).
 *
 * @param size octets of the chunk that follows the command
 * @param last true if it is the last one of the message
 */
public record BdatArgument(long size, boolean last) {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,18})( +LAST)?", Pattern.CASE_INSENSITIVE);

    /** Reads an argument; empty if it is not of the grammar, and the size of what follows is unknown. */
    public static Optional<BdatArgument> parse(String argument) {
        Matcher matcher = GRAMMAR.matcher(argument);
        return matcher.matches()
                ? Optional.of(new BdatArgument(Long.parseLong(matcher.group(1)), matcher.group(2) != null))
                : Optional.empty();
    }
}
