// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.parse.AssemblerLimits;
import dev.sekisho.policy.limit.PortLimits;
import java.time.Duration;

/**
 * The bounds of a listener's sessions.
 *
 * @param line octets of a command line of a user's
 * @param message octets of a message that a user stores
 * @param autologout how long a session that is logged in may say nothing (RFC 9051 5.4: at least 30 minutes)
 * @param compress whether COMPRESS (RFC 4978) is served
 */
public record ImapLimits(int line, int message, Duration autologout, boolean compress) {
    /** Octets that a stranger may send. */
    public static final int BEFORE_LOGIN = 64 * 1024;

    private static final int SMALL_LITERAL = 4 * 1024;
    private static final int LITERAL = 8 * 1024;
    private static final int LITERALS = 100;

    /** Of one command before the login, which needs a name and a password. */
    static AssemblerLimits ofStranger() {
        return new AssemblerLimits(
                PortLimits.AUTH_LINE, PortLimits.AUTH_LINE + SMALL_LITERAL, SMALL_LITERAL, SMALL_LITERAL, 4);
    }

    /** Of one command after the login. */
    AssemblerLimits ofUser() {
        return new AssemblerLimits(line, 2 * line, Math.min(LITERAL, 2 * line), message, LITERALS);
    }
}
