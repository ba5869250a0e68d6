// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The pin of a public key: SHA-256 over the DER form of its SubjectPublicKeyInfo (RFC 5280 4.1.2.7), written as {@code sha256/} and
 * base64, the notation of RFC 7469 2.4. The certificate around the key (name, issuer, dates) plays no part.
 */
public final class Pin {
    private static final String PREFIX = "sha256/";
    private static final int LENGTH = 32;

    private final String text;

    private Pin(byte[] digest) {
        this.text = PREFIX + Base64.getEncoder().encodeToString(digest);
    }

    /** The pin of the key whose DER SubjectPublicKeyInfo is given. */
    public static Pin ofSpki(byte[] subjectPublicKeyInfo) {
        try {
            return new Pin(MessageDigest.getInstance("SHA-256").digest(subjectPublicKeyInfo));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Reads {@code sha256/<base64 of 32 bytes>}, with its padding; empty for anything else, so one key has one spelling. */
    public static Optional<Pin> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] digest = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return Optional.of(new Pin(digest)).filter(pin -> digest.length == LENGTH && pin.text.equals(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pin pin && pin.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@code sha256/} and 44 characters of base64. */
    @Override
    public String toString() {
        return text;
    }
}
