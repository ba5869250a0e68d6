// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Remembers for a while which credentials were found right, so that a client that logs in for every message does not
 * cost a tenth of a second each time. Wrong ones are not remembered.
 */
final class VerifiedCredentialCache {

    private final int most;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;

    /** Until when each entry holds, the one unused for longest first. Guarded by itself. */
    private final Map<CredentialFingerprint, Long> until = new LinkedHashMap<>(64, 0.75f, true);

    VerifiedCredentialCache(int most, Duration lifetime, LongSupplier nanoTime) {
        this.most = most;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean contains(CredentialFingerprint credentials) {
        synchronized (until) {
            Long end = until.get(credentials);
            if (end == null) {
                return false;
            }
            if (end - nanoTime.getAsLong() <= 0) {
                until.remove(credentials);
                return false;
            }
            return true;
        }
    }

    void add(CredentialFingerprint credentials) {
        synchronized (until) {
            until.put(credentials, nanoTime.getAsLong() + lifetimeNanos);
            if (until.size() > most) {
                until.remove(until.keySet().iterator().next());
            }
        }
    }
}
