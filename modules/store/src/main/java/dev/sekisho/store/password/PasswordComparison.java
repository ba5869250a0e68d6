// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import dev.sekisho.store.password.scheme.ForeignHash;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One password compared with all hashes of an account: own hashes with the same parameters cost one derivation, and a refusal costs as much as one with
 * today's iterations, whatever there was to compare with.
 */
final class PasswordComparison {
    private final PasswordHasher hasher;
    private final String user;
    private final String password;
    private final Map<HashParameters, ScramHash> derived = new HashMap<>();
    private long foreignNanos;

    PasswordComparison(PasswordHasher hasher, String user, String password) {
        this.hasher = hasher;
        this.user = user;
        this.password = password;
    }

    /** The names of those that are hashes of the password. */
    Set<String> with(Map<String, StoredHash> hashes) {
        Set<String> matching = new LinkedHashSet<>();
        hashes.forEach((name, hash) -> {
            if (hash.fold(this::isOf, this::isOf, noPassword -> false, noPassword -> false)) {
                matching.add(name);
            }
        });
        if (matching.isEmpty()) {
            hasher.spend(password, spent());
        }
        return matching;
    }

    private boolean isOf(ScramHash own) {
        return derived.computeIfAbsent(own.parameters(), parameters -> hasher.hash(password, parameters))
                .hasKeysOf(own);
    }

    private boolean isOf(ForeignHash foreign) {
        long start = hasher.nanoTime();
        boolean matches = foreign.matches(user, password);
        foreignNanos += hasher.nanoTime() - start;
        return matches;
    }

    private long spent() {
        return derived.keySet().stream().mapToLong(HashParameters::iterations).sum()
                + hasher.pace().iterationsIn(foreignNanos);
    }
}
