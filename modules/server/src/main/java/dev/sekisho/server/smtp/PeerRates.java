// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.Pin;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.Rate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts the transactions that each pinned peer begins, on all listeners of this server together. The moments of those within the
 * period are kept, so a rate is kept exactly. Safe for use by any number of threads.
 */
public final class PeerRates {
    private final LongSupplier nanos;
    private final Map<Pin, Deque<Long>> begun = new ConcurrentHashMap<>();

    /** Counts by a clock that only goes forward, in nanoseconds. */
    public PeerRates(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a transaction that the peer begins; false, and nothing is counted, if its pin allows no more now. */
    boolean begin(PinnedPeer peer) {
        return peer.limits().rate().map(rate -> begin(peer.pin(), rate)).orElse(true);
    }

    private boolean begin(Pin pin, Rate rate) {
        Deque<Long> moments = begun.computeIfAbsent(pin, unknown -> new ArrayDeque<>());
        synchronized (moments) {
            long now = nanos.getAsLong();
            while (!moments.isEmpty() && now - moments.getFirst() >= rate.per().toNanos()) {
                moments.removeFirst();
            }
            boolean allowed = moments.size() < rate.messages();
            if (allowed) {
                moments.addLast(now);
            }
            return allowed;
        }
    }
}
