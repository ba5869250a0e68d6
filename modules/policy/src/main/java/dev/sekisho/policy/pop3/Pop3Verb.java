// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pop3;

import java.util.Arrays;
import java.util.Locale;

/** The verbs of POP3 (RFC 1939, RFC 2449, RFC 2595, RFC 5034). */
public enum Pop3Verb {
    CAPA,
    STLS,
    USER,
    PASS,
    APOP,
    AUTH,
    STAT,
    LIST,
    UIDL,
    RETR,
    TOP,
    DELE,
    NOOP,
    RSET,
    QUIT,
    /** Anything else. */
    UNKNOWN;

    /** The verb of a command line's first word, in any case of letters. */
    public static Pop3Verb of(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(verb -> verb != UNKNOWN && verb.name().equals(upper))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
