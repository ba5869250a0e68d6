// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

/** What makes a key out of a password, and takes its time for it; PBKDF2-HMAC-SHA-256 but in tests. */
@FunctionalInterface
public interface PasswordDerivation {
    /** 32 octets. */
    byte[] derive(String password, int iterations, byte[] salt);
}
