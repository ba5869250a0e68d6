// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import java.util.Base64;

/**
 * What a derivation needs beside the password. All hashes of an account that this server made have the same, so that one derivation is compared with
 * all of them.
 *
 * @param salt in base64, with padding
 * @param iterations of PBKDF2, at least 1
 */
public record HashParameters(String salt, int iterations) {
    /** @throws IllegalArgumentException if the salt is not base64 or empty, or there is no iteration */
    public HashParameters {
        if (iterations < 1 || Base64.getDecoder().decode(salt).length == 0) {
            throw new IllegalArgumentException("a hash needs a salt and an iteration at least: found " + iterations);
        }
    }

    static HashParameters of(byte[] salt, int iterations) {
        return new HashParameters(Base64.getEncoder().encodeToString(salt), iterations);
    }

    /** The salt, decoded. */
    public byte[] saltOctets() {
        return Base64.getDecoder().decode(salt);
    }
}
