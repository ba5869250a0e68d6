// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import java.util.Arrays;
import java.util.Optional;

/** How we log in at a smarthost, the preferred ones first. */
public enum AuthMechanism {
    /** RFC 7677: the password does not leave, and the server proves that it knows it. */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** RFC 4616. */
    PLAIN("PLAIN"),
    /** Two questions, two answers; for servers that know nothing else. */
    LOGIN("LOGIN"),
    /** RFC 2195: the server keeps the password itself. */
    CRAM_MD5("CRAM-MD5");

    private final String word;

    AuthMechanism(String word) {
        this.word = word;
    }

    /** Reads the registered name. */
    public static Optional<AuthMechanism> parse(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.word.equals(name))
                .findFirst();
    }

    /** The name on the wire and in configurations. */
    public String word() {
        return word;
    }
}
