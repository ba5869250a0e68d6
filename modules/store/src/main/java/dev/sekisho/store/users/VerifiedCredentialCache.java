// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Remembers for a while which credentials were found right, so that a client that logs in for every message does not
 * cost a tenth of a second each time. Wrong ones are not remembered.
 */
final class VerifiedCredentialCache {

    private final int most;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;

    /** The one unused for longest first. Guarded by itself. */
    private final Map<CredentialFingerprint, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * What is remembered.
     *
     * @param matching the names of the passwords that the credentials are
     * @param end when it is forgotten, of {@code nanoTime}
     */
    private record Entry(Set<String> matching, long end) {}

    VerifiedCredentialCache(int most, Duration lifetime, LongSupplier nanoTime) {
        this.most = most;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The names of the passwords that the credentials are; empty if nothing is remembered of them. */
    Optional<Set<String>> find(CredentialFingerprint credentials) {
        synchronized (entries) {
            Entry entry = entries.get(credentials);
            if (entry == null) {
                return Optional.empty();
            }
            if (entry.end() - nanoTime.getAsLong() <= 0) {
                entries.remove(credentials);
                return Optional.empty();
            }
            return Optional.of(entry.matching());
        }
    }

    void add(CredentialFingerprint credentials, Set<String> matching) {
        synchronized (entries) {
            entries.put(credentials, new Entry(Set.copyOf(matching), nanoTime.getAsLong() + lifetimeNanos));
            if (entries.size() > most) {
                entries.remove(entries.keySet().iterator().next());
            }
        }
    }
}
