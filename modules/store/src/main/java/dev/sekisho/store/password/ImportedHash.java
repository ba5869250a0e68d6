// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.store.password.scheme.ForeignHashReader;
import java.util.Optional;

/** A hash of another system that an account is made with. It is replaced by one of this server at the first login. */
public final class ImportedHash {
    private final String text;
    private final String scheme;

    private ImportedHash(String text, String scheme) {
        this.text = text;
        this.scheme = scheme;
    }

    /**
     * Reads what an administrator gives.
     *
     * @throws IllegalArgumentException if it cannot be verified, or costs more or less than it may; the message says what to do and does not repeat it
     */
    public static ImportedHash parse(String text) {
        String stripped = text.strip();
        Optional<ScramHash> own = ScramHash.find(stripped);
        if (own.isEmpty()) {
            return new ImportedHash(stripped, foreignScheme(stripped));
        }
        if (own.get().parameters().iterations() < PasswordHasher.DEFAULT_ITERATIONS) {
            throw refused("keys of SCRAM-SHA-256 with "
                    + own.get().parameters().iterations() + " iterations: at least " + PasswordHasher.DEFAULT_ITERATIONS
                    + " are expected");
        }
        return new ImportedHash(stripped, ScramHash.SCHEME);
    }

    private static String foreignScheme(String text) {
        try {
            return ForeignHashReader.read(text).scheme();
        } catch (IllegalArgumentException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** There is no such account yet. */
    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException(why + "; add the user with a new password, without --password-hash");
    }

    /** What is stored. */
    public String text() {
        return text;
    }

    /** The name of the scheme, for people. */
    public String scheme() {
        return scheme;
    }

    /** Does not say the hash: it may land in a log. */
    @Override
    public String toString() {
        return "ImportedHash[" + scheme + "]";
    }
}
