// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.smtp;

import java.util.Arrays;
import java.util.Locale;

/** The verbs that a decision distinguishes. */
public enum SmtpVerb {
    EHLO,
    HELO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    BDAT,
    RSET,
    NOOP,
    QUIT,
    HELP,
    VRFY,
    EXPN,
    ETRN,
    ATRN,
    TURN,
    /** A command that an operator adds, under whatever verb. */
    EXTENSION,
    /** Anything else. */
    UNKNOWN;

    /** The verb of a command line's first word, in any case of letters. */
    public static SmtpVerb of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(verb ->
                        verb != UNKNOWN && verb != EXTENSION && verb.name().equals(upper))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
