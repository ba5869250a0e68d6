// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password's PBKDF2-HMAC-SHA512 (RFC 8018 5.2), with all that is needed to check a password against it:
 * {@code $pbkdf2-sha512$i=<iterations>$<salt>$<hash>}, both in base64 without padding.
 */
final class PasswordHash {

    private static final Pattern FORM =
            Pattern.compile("\\$pbkdf2-sha512\\$i=([1-9][0-9]{0,8})\\$([A-Za-z0-9+/]{8,})\\$([A-Za-z0-9+/]{86})");
    private static final int BITS = 512;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    static PasswordHash of(String password, int iterations, byte[] salt, PasswordDerivation derivation) {
        return new PasswordHash(iterations, salt.clone(), derivation.derive(password, iterations, salt));
    }

    /**
     * Reads what {@link #asString} wrote.
     *
     * @throws IllegalArgumentException if it is of another form; the message does not repeat it
     */
    static PasswordHash parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a stored password is not of the form $pbkdf2-sha512$i=...$salt$hash");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new PasswordHash(
                Integer.parseInt(matcher.group(1)), decoder.decode(matcher.group(2)), decoder.decode(matcher.group(3)));
    }

    int iterations() {
        return iterations;
    }

    boolean matches(String password, PasswordDerivation derivation) {
        return MessageDigest.isEqual(hash, derivation.derive(password, iterations, salt));
    }

    String asString() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha512$i=" + iterations + "$" + encoder.encodeToString(salt) + "$"
                + encoder.encodeToString(hash);
    }

    /** Says nothing of the salt or the hash: it may land in a log. */
    @Override
    public String toString() {
        return "PasswordHash[iterations=" + iterations + "]";
    }

    /** PBKDF2-HMAC-SHA512. */
    static byte[] derive(String password, int iterations, byte[] salt) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** The bytes a password is compared by elsewhere. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
