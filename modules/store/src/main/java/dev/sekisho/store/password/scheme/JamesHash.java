// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password.scheme;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.user.lib.model.Algorithm;
import org.jspecify.annotations.Nullable;

/**
 * A hash of a users repository of James: {@code {JAMES}<algorithm>$<hash>}, both as the columns {@code PASSWORD_HASH_ALGORITHM} and {@code PASSWORD}
 * of its table have them, without line breaks. Its salt is the user's name.
 */
final class JamesHash implements ForeignHash {
    /** James breaks lines of 76 characters; what is stored here has none. */
    private static final Pattern BLANKS = Pattern.compile("\\s");

    private static final int MOST_KEY_BITS = 1_024;

    private static final Pattern FORM = Pattern.compile(
            "\\{JAMES}((?:PBKDF2(?:-SHA512(?:-([0-9]+)(?:-([0-9]+))?)?)?|SHA-(?:1|224|256|384|512))(?:/(?:plain|salted|legacy|legacy_salted))?)"
                    + "\\$([A-Za-z0-9+/=]{16,400})");

    private final Algorithm algorithm;
    private final String hash;

    private JamesHash(Algorithm algorithm, String hash) {
        this.algorithm = algorithm;
        this.hash = hash;
    }

    static Optional<ForeignHash> find(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        requireAtMost(Pbkdf2Hash.MOST_ITERATIONS, form.group(2), "iterations");
        requireAtMost(MOST_KEY_BITS, form.group(3), "bits");
        return Optional.of(new JamesHash(Algorithm.of(form.group(1)), form.group(4)));
    }

    private static void requireAtMost(int most, @Nullable String digits, String what) {
        if (digits != null && PasswordOctets.upTo(most, digits).isEmpty()) {
            throw PasswordOctets.tooDear("JAMES", what, most);
        }
    }

    @Override
    public String scheme() {
        return "JAMES";
    }

    @Override
    public boolean matches(String user, String password) {
        return PasswordOctets.of(password).isPresent()
                && PasswordOctets.equal(
                        hash, BLANKS.matcher(algorithm.digest(password, user)).replaceAll(""));
    }
}
