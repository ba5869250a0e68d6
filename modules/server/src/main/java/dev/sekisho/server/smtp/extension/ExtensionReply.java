// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.extension;

import dev.sekisho.policy.smtp.SmtpReply;
import java.util.Set;

/**
 * What an operator's command or hook may answer: one line that fits RFC 5321 4.5.3.1.5. More than one line, or a code that asks the client for
 * something, would answer the next command too.
 */
public final class ExtensionReply {
    /** Without CR LF. */
    private static final int LONGEST = 510;

    private static final int LOWEST = 200;
    private static final int FIRST_INTERMEDIATE = 300;
    private static final int FIRST_REFUSAL = 400;
    private static final int HIGHEST = 599;

    /** Greeting, QUIT, AUTH, and the end of a connection: these say what the server alone does. */
    private static final Set<Integer> RESERVED = Set.of(220, 221, 235, 421);

    private ExtensionReply() {}

    /**
     * The reply of a command that was added.
     *
     * @throws IllegalArgumentException if it cannot be sent
     */
    public static SmtpReply ofCommand(SmtpReply reply) {
        int code = reply.code();
        boolean isFinal = code >= LOWEST && code <= HIGHEST && (code < FIRST_INTERMEDIATE || code >= FIRST_REFUSAL);
        if (!isFinal || RESERVED.contains(code)) {
            throw new IllegalArgumentException(
                    "the code of its reply has to be 2xx, 4xx or 5xx, and none of 220, 221, 235, 421, found " + code);
        }
        return oneLine(reply);
    }

    /**
     * The reply of a hook that denies.
     *
     * @throws IllegalArgumentException if it cannot be sent
     */
    public static SmtpReply ofRefusal(SmtpReply reply) {
        if (reply.code() < FIRST_REFUSAL || reply.code() > HIGHEST) {
            throw new IllegalArgumentException("the code of a refusal has to be 4xx or 5xx, found " + reply.code());
        }
        return oneLine(reply);
    }

    private static SmtpReply oneLine(SmtpReply reply) {
        String line = reply.line();
        if (line.length() > LONGEST || line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "its reply has to be one line of at most " + LONGEST + " characters, without control characters");
        }
        return reply;
    }
}
