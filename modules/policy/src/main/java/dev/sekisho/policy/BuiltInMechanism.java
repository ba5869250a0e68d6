// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** A way to log in that this server has by itself, in the order in which ports announce them. */
public enum BuiltInMechanism {
    /** The password in one message (RFC 4616); also USER and PASS of POP3, and LOGIN of IMAP. */
    PLAIN("PLAIN"),
    /** Name and password one after the other, for old mail programs that support nothing else. */
    LOGIN("LOGIN", Protocol.SMTP),
    /** The client proves that it knows the password, and so does the server (RFC 5802, RFC 7677). */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** The same, bound to the TLS session (RFC 5802, RFC 5929). */
    SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS"),
    /** The key of the client's certificate, which is pinned to the account (RFC 4422 A). */
    EXTERNAL("EXTERNAL"),
    /** For old mail programs, with a secret of its own (RFC 2195). */
    CRAM_MD5("CRAM-MD5"),
    /** For old mail programs, with a secret of its own (RFC 2831, historic by RFC 6331). */
    DIGEST_MD5("DIGEST-MD5"),
    /** No SASL mechanism but a command of POP3, for old mail programs, with a secret of its own (RFC 1939 7). */
    APOP("APOP", Protocol.POP3);

    private final String word;
    private final Set<Protocol> protocols;

    BuiltInMechanism(String word, Protocol... protocols) {
        this.word = word;
        this.protocols = protocols.length == 0 ? Set.of(Protocol.values()) : Set.of(protocols);
    }

    /** Reads the registered name; an unknown one is empty. */
    public static Optional<BuiltInMechanism> parse(String name) {
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.word.equals(name))
                .findFirst();
    }

    /** The name on the wire and in configurations. */
    public String word() {
        return word;
    }

    /** True if a protocol has it. */
    public boolean isOf(Protocol protocol) {
        return protocols.contains(protocol);
    }

    /** The protocols that have it. */
    public Set<Protocol> protocols() {
        return protocols;
    }

    /** True if it is listed as a SASL mechanism (RFC 4422). */
    public boolean isSasl() {
        return this != APOP;
    }

    /** True if it takes a secret that was made for it, and no password. */
    public boolean hasSecretOfItsOwn() {
        return switch (this) {
            case CRAM_MD5, DIGEST_MD5, APOP -> true;
            case PLAIN, LOGIN, SCRAM_SHA_256, SCRAM_SHA_256_PLUS, EXTERNAL -> false;
        };
    }
}
