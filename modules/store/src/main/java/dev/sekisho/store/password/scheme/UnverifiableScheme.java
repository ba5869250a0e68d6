// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Schemes that are known and not verified here: there is no maintained library for them, or they protect nothing. */
enum UnverifiableScheme {
    YESCRYPT("yescrypt ($y$)", List.of("$y$", "$gy$", "{CRYPT}$y$", "{CRYPT}$gy$"), "no Java library verifies it"),
    SCRYPT("scrypt ($7$)", List.of("$7$", "{CRYPT}$7$"), "no Java library verifies this form"),
    MD5_CRYPT(
            "MD5-CRYPT ($1$)",
            List.of("$1$", "{MD5-CRYPT}", "{CRYPT}$1$", "$apr1$"),
            "it is guessed too fast to be kept"),
    OTHER_ARGON2("ARGON2I or ARGON2D", List.of("$argon2i$", "$argon2d$", "{ARGON2I}"), "only ARGON2ID is verified"),
    UNSALTED(
            "a hash without a salt, or no hash",
            List.of(
                    "{PLAIN",
                    "{CLEAR",
                    "{MD5}",
                    "{PLAIN-MD5}",
                    "{LDAP-MD5}",
                    "{SMD5}",
                    "{SHA}",
                    "{SHA1}",
                    "{SHA256}",
                    "{SHA512}",
                    "{DES-CRYPT}",
                    "{HMAC-MD5}",
                    "{CRAM-MD5}",
                    "{DIGEST-MD5}",
                    "{LANMAN}",
                    "{NTLM}"),
            "it is guessed too fast to be kept"),
    OTHER_SCRAM(
            "keys of SCRAM", List.of("{SCRAM-SHA-1}", "{SCRAM-SHA-256}"), "Dovecot makes them with too few iterations");

    private final String name;
    private final List<String> beginnings;
    private final String why;

    UnverifiableScheme(String name, List<String> beginnings, String why) {
        this.name = name;
        this.beginnings = beginnings;
        this.why = why;
    }

    static Optional<UnverifiableScheme> of(String hash) {
        return Arrays.stream(values())
                .filter(scheme -> scheme.beginnings.stream().anyMatch(hash::startsWith))
                .findFirst();
    }

    String words() {
        return "a stored password is " + name + ", which cannot be verified: " + why;
    }
}
