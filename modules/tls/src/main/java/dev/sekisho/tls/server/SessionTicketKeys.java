// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The keys that session tickets are sealed with, in memory alone: the current one seals and opens, the one before it only opens.
 * So a ticket can be used for one to two lives of a key, and then nobody can open it any more (RFC 9325 3.4). For one thread at a time.
 */
final class SessionTicketKeys {
    /** How long a key seals. */
    static final Duration LIFE = Duration.ofHours(4);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private OpenSslSessionTicketKey[] keys;
    private Instant rotated;

    SessionTicketKeys(Clock clock) {
        this.clock = clock;
        this.keys = new OpenSslSessionTicketKey[] {fresh()};
        this.rotated = clock.instant();
    }

    /** The keys in use, the sealing one first. */
    OpenSslSessionTicketKey[] inUse() {
        return keys.clone();
    }

    /** Makes a new key if it is time, also if the clock was set back; true if the keys have changed. */
    boolean rotateIfDue() {
        Instant now = clock.instant();
        Duration age = Duration.between(rotated, now);
        if (!age.isNegative() && age.compareTo(LIFE) < 0) {
            return false;
        }
        boolean bothOver = age.isNegative() || age.compareTo(LIFE.multipliedBy(2)) >= 0;
        keys = bothOver ? new OpenSslSessionTicketKey[] {fresh()} : new OpenSslSessionTicketKey[] {fresh(), keys[0]};
        rotated = now;
        return true;
    }

    /** Forgets all keys: what they have sealed is worth nothing any more. */
    void replaceAll() {
        keys = new OpenSslSessionTicketKey[] {fresh()};
        rotated = clock.instant();
    }

    private OpenSslSessionTicketKey fresh() {
        return new OpenSslSessionTicketKey(
                bytes(OpenSslSessionTicketKey.NAME_SIZE),
                bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
