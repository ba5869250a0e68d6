// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** PBKDF2 (RFC 8018 5.2) of the JDK, over the UTF-8 of a password. */
public final class Pbkdf2 {
    private static final int SHA256_BITS = 256;

    private Pbkdf2() {}

    /** With HMAC-SHA-256, 32 octets: the SaltedPassword of SCRAM-SHA-256 (RFC 5802 3, RFC 7677). */
    public static byte[] sha256(String password, int iterations, byte[] salt) {
        return derive("SHA256", password, iterations, salt, SHA256_BITS);
    }

    /**
     * A key.
     *
     * @param hash the JDK's name of the hash in the HMAC: {@code SHA1}, {@code SHA256} or {@code SHA512}
     * @param bits the length of the key
     */
    public static byte[] derive(String hash, String password, int iterations, byte[] salt, int bits) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, bits);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmac" + hash, e);
        } finally {
            spec.clearPassword();
        }
    }
}
