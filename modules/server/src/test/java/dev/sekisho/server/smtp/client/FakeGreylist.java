// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.client.GreylistKey;
import dev.sekisho.policy.client.GreylistRecord;
import dev.sekisho.policy.client.GreylistVerdict;
import dev.sekisho.policy.client.Greylisting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A greylist in memory, for which a test lets time pass. */
public final class FakeGreylist {
    private final Map<GreylistKey, Instant> first = new HashMap<>();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    /** Judges an attempt. */
    public synchronized GreylistVerdict attempt(Greylisting rules, GreylistKey key) {
        Optional<Instant> seen = Optional.ofNullable(first.putIfAbsent(key, now));
        return rules.judge(new GreylistRecord(seen, Optional.empty(), 0, Optional.empty()), now);
    }

    /** Lets time pass. */
    public synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    /** How many attempts it remembers. */
    public synchronized int size() {
        return first.size();
    }
}
