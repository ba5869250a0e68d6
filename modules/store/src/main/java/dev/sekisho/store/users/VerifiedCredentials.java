// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a while which credentials were found right, so that a client that logs in for every message does not
 * cost a tenth of a second each time. What is kept is an HMAC under a key that lives as long as the process, over user,
 * password and the stored hash: another stored hash (the password was changed) never matches. Only right credentials
 * are kept; wrong ones always cost the full time.
 */
final class VerifiedCredentials {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final int most;
    private final long lifetimeNanos;
    private final LongSupplier nanoTime;

    /** Until when each entry holds, the one unused for longest first. Guarded by itself. */
    private final Map<ByteBuffer, Long> until = new LinkedHashMap<>(64, 0.75f, true);

    VerifiedCredentials(int most, Duration lifetime, LongSupplier nanoTime) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
        this.most = most;
        this.lifetimeNanos = lifetime.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean contains(String user, String password, String stored) {
        ByteBuffer entry = entry(user, password, stored);
        synchronized (until) {
            Long end = until.get(entry);
            if (end == null) {
                return false;
            }
            if (end - nanoTime.getAsLong() <= 0) {
                until.remove(entry);
                return false;
            }
            return true;
        }
    }

    void add(String user, String password, String stored) {
        ByteBuffer entry = entry(user, password, stored);
        synchronized (until) {
            until.put(entry, nanoTime.getAsLong() + lifetimeNanos);
            if (until.size() > most) {
                until.remove(until.keySet().iterator().next());
            }
        }
    }

    private ByteBuffer entry(String user, String password, String stored) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : new String[] {user, password, stored}) {
                byte[] bytes = PasswordHash.bytes(part);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
                mac.update(bytes);
            }
            return ByteBuffer.wrap(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
