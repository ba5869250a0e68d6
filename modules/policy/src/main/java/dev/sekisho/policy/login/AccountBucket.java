// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What guesses of an account are counted under, the same for names of accounts and for other names: 24 bits of the name's SHA-256. They are
 * enough to count by, and too few to tell a password that somebody typed in the place of a name.
 *
 * @param bits from 0 to 2^24 - 1
 */
public record AccountBucket(int bits) {
    private static final int SIZE = 1 << 24;

    public AccountBucket {
        if (bits < 0 || bits >= SIZE) {
            throw new IllegalArgumentException("a bucket has 24 bits, found " + bits);
        }
    }

    /** The bucket of a name. */
    public static AccountBucket of(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new AccountBucket((hash[0] & 0xFF) << 16 | (hash[1] & 0xFF) << 8 | hash[2] & 0xFF);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
