// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PBKDF2 as Dovecot writes it, {@code {PBKDF2}$1$<salt>$<iterations>$<hash in hexadecimal>} with HMAC-SHA-1, and as earlier versions of Sekisho did,
 * {@code $pbkdf2-sha512$i=<iterations>$<salt>$<hash>} with HMAC-SHA-512 and base64 without padding.
 */
final class Pbkdf2Hash implements ForeignHash {
    /** Less than a second. */
    static final int MOST_ITERATIONS = 1_000_000;

    private static final Pattern DOVECOT =
            Pattern.compile("\\{PBKDF2}\\$1\\$([^$\\n\\r]{1,64})\\$([0-9]+)\\$([0-9a-f]{40})");
    private static final Pattern FORMER =
            Pattern.compile("\\$pbkdf2-sha512\\$i=([0-9]+)\\$([A-Za-z0-9+/]{8,128})\\$([A-Za-z0-9+/]{86})");

    private final String scheme;
    private final String hashName;
    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private Pbkdf2Hash(String scheme, String hashName, int iterations, byte[] salt, byte[] hash) {
        this.scheme = scheme;
        this.hashName = hashName;
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static Optional<ForeignHash> findDovecot(String text) {
        Matcher form = DOVECOT.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] hash = HexFormat.of().parseHex(form.group(3));
        byte[] salt = form.group(1).getBytes(StandardCharsets.UTF_8);
        return Optional.of(new Pbkdf2Hash("PBKDF2", "SHA1", iterations(form.group(2)), salt, hash));
    }

    /** @throws IllegalArgumentException if it is not base64 */
    static Optional<ForeignHash> findFormer(String text) {
        Matcher form = FORMER.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Base64.Decoder decoder = Base64.getDecoder();
        byte[] salt = decoder.decode(form.group(2));
        byte[] hash = decoder.decode(form.group(3));
        return Optional.of(new Pbkdf2Hash("pbkdf2-sha512", "SHA512", iterations(form.group(1)), salt, hash));
    }

    private static int iterations(String digits) {
        return PasswordOctets.upTo(MOST_ITERATIONS, digits)
                .orElseThrow(() -> PasswordOctets.tooDear("PBKDF2", "iterations", MOST_ITERATIONS));
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public boolean matches(String user, String password) {
        byte[] derived = Pbkdf2.derive(hashName, password, iterations, salt, hash.length * Byte.SIZE);
        return MessageDigest.isEqual(hash, derived);
    }
}
