// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands for a user, a password and the stored hashes where the password itself must not be kept: an HMAC under a key
 * that lives as long as the process. With other stored hashes (a password was changed) it is another one.
 */
record CredentialFingerprint(ByteBuffer mac) {

    /** Makes fingerprints; those of two makers have nothing in common. */
    static final class Maker {
        private static final String ALGORITHM = "HmacSHA256";

        private final SecretKeySpec key;

        Maker() {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            this.key = new SecretKeySpec(random, ALGORITHM);
        }

        CredentialFingerprint of(String user, String password, String stored) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                for (String part : new String[] {user, password, stored}) {
                    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                    mac.update(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(bytes.length)
                            .flip());
                    mac.update(bytes);
                }
                return new CredentialFingerprint(ByteBuffer.wrap(mac.doFinal()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has " + ALGORITHM, e);
            }
        }
    }

    /** Says nothing of the octets: it may land in a log. */
    @Override
    public String toString() {
        return "Fingerprint[]";
    }
}
