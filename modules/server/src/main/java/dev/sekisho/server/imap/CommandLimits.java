// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.limit.PortLimits;

/**
 * What one command may have. A literal is refused before it is asked for (RFC 9051 4.3), so nothing beyond these bounds is kept.
 *
 * @param line octets of a line with its CR LF
 * @param literal octets of a literal that is not a message
 * @param message octets of a message that is stored
 * @param total octets of all lines and literals but the message
 * @param literals literals of one command
 */
record CommandLimits(int line, int literal, long message, int total, int literals) {
    private static final int SMALL_LITERAL = 4 * 1024;
    private static final int LITERAL = 8 * 1024;
    private static final int LITERALS = 100;

    /** Who has not logged in has a user name and a password to say. */
    static final CommandLimits STRANGER = new CommandLimits(
            PortLimits.AUTH_LINE, SMALL_LITERAL, SMALL_LITERAL, PortLimits.AUTH_LINE + SMALL_LITERAL, 4);

    /** The bounds of a user. */
    static CommandLimits user(ImapEngineSettings settings) {
        return new CommandLimits(
                settings.lineLimit(), LITERAL, settings.literalLimit(), 2 * settings.lineLimit(), LITERALS);
    }
}
