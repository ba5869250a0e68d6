// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.security.SecureRandom;

/** How passwords are hashed from now on. A hash made with fewer iterations is replaced when its owner next logs in. */
public final class PasswordHasher {

    /** OWASP's password storage cheat sheet for PBKDF2-HMAC-SHA512. */
    public static final int DEFAULT_ITERATIONS = 210_000;

    static final int SALT_BYTES = 16;

    private final int iterations;
    private final PasswordDerivation derivation;
    private final SecureRandom random = new SecureRandom();

    /** With a number of iterations; more cost the server and a thief in proportion. */
    public PasswordHasher(int iterations) {
        this(iterations, PasswordHash::derive);
    }

    PasswordHasher(int iterations, PasswordDerivation derivation) {
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations must be at least 1: found " + iterations);
        }
        this.iterations = iterations;
        this.derivation = derivation;
    }

    /** With {@link #DEFAULT_ITERATIONS}. */
    public static PasswordHasher standard() {
        return new PasswordHasher(DEFAULT_ITERATIONS);
    }

    PasswordHash hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return PasswordHash.of(password, iterations, salt, derivation);
    }

    boolean matches(PasswordHash hash, String password) {
        return hash.matches(password, derivation);
    }

    boolean isOutdated(PasswordHash hash) {
        return hash.iterations() < iterations;
    }

    /**
     * Takes as long as checking a password with a present hash, less what was spent already: whoever is refused
     * learns nothing from the time it took.
     */
    void spend(String password, int alreadySpent) {
        if (alreadySpent < iterations) {
            derivation.derive(password, iterations - alreadySpent, new byte[SALT_BYTES]);
        }
    }

    HashWarmUp warm() {
        return new HashWarmUp(derivation);
    }
}
