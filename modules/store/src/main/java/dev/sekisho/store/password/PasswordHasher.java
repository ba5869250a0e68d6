// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.store.password.scheme.Pbkdf2;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** How passwords are hashed from now on, and compared with what is stored. Takes the time of derivations; safe for all threads. */
public final class PasswordHasher {

    /** OWASP's password storage cheat sheet for PBKDF2-HMAC-SHA256. */
    public static final int DEFAULT_ITERATIONS = 600_000;

    static final int SALT_BYTES = 16;

    private final int iterations;
    private final PasswordDerivation derivation;
    private final LongSupplier nanoTime;
    private final DerivationPace pace = new DerivationPace();

    /** With a number of iterations; more cost the server and a thief in proportion. */
    public PasswordHasher(int iterations) {
        this(iterations, Pbkdf2::sha256);
    }

    /** With another derivation than PBKDF2-HMAC-SHA-256, such as one that tests count. */
    public PasswordHasher(int iterations, PasswordDerivation derivation) {
        this(iterations, derivation, System::nanoTime);
    }

    PasswordHasher(int iterations, PasswordDerivation derivation, LongSupplier nanoTime) {
        if (iterations < 1 || iterations > ScramHash.MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "iterations must be from 1 to " + ScramHash.MOST_ITERATIONS + ": found " + iterations);
        }
        this.iterations = iterations;
        this.derivation = derivation;
        this.nanoTime = nanoTime;
    }

    /** With {@link #DEFAULT_ITERATIONS}. */
    public static PasswordHasher standard() {
        return new PasswordHasher(DEFAULT_ITERATIONS);
    }

    /** What new hashes of an account have. @param salt of the account, of which the first 16 octets are used */
    public HashParameters parameters(byte[] salt) {
        return HashParameters.of(Arrays.copyOf(salt, SALT_BYTES), iterations);
    }

    /** A hash of a password. */
    public ScramHash hash(String password, HashParameters parameters) {
        return ScramHash.of(parameters, derive(password, parameters.iterations(), parameters.saltOctets()));
    }

    private byte[] derive(String password, int count, byte[] salt) {
        long start = nanoTime.getAsLong();
        byte[] key = derivation.derive(PreparedPassword.of(password), count, salt);
        pace.observe(count, nanoTime.getAsLong() - start);
        return key;
    }

    /**
     * Compares a password with hashes of an account.
     *
     * @param user the account's name, which is the salt of some hashes
     * @return the names of those that are of this password. To find none takes the same time whatever was compared, unless there was more to
     *     compare with than one derivation of today
     */
    public Set<String> matching(Map<String, StoredHash> hashes, String user, String password) {
        return new PasswordComparison(this, user, password).with(hashes);
    }

    /** Whether a hash was made with fewer iterations than new ones. */
    public boolean isOutdated(HashParameters parameters) {
        return parameters.iterations() < iterations;
    }

    /** Takes as long as a comparison, less the iterations that were spent already. */
    void spend(String password, long alreadySpent) {
        if (alreadySpent < iterations) {
            derive(password, (int) (iterations - alreadySpent), new byte[SALT_BYTES]);
        }
    }

    DerivationPace pace() {
        return pace;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Makes the first derivations as fast as later ones, in the background; to be closed, at the latest, when the server ends. */
    public AutoCloseable warm() {
        return new HashWarmUp(derivation);
    }
}
