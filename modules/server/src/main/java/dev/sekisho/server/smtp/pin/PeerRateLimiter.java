// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.pin;

import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Counts the transactions that each pinned peer begins, by whichever of its keys, on all listeners of this server together. The moments of those
 * within the period are kept, in memory, so a rate is kept exactly, by each node for itself. Safe for use by any number of threads.
 */
public final class PeerRateLimiter {
    private final LongSupplier nanos;
    private final Map<String, Begun> begun = new ConcurrentHashMap<>();

    /** Counts by a clock that only goes forward, in nanoseconds. */
    public PeerRateLimiter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts a transaction that the peer begins; false, and nothing is counted, if the rate of its key allows no more now. */
    public boolean begin(PinnedPeer peer) {
        return peer.limits()
                .rate()
                .map(rate -> begun.computeIfAbsent(peer.name(), unknown -> new Begun())
                        .begin(rate, nanos))
                .orElse(true);
    }

    /** What one peer has begun. Guarded by itself. */
    private static final class Begun {
        private final Deque<Long> moments = new ArrayDeque<>();
        /** The longest period that is asked for; another key may have another rate. */
        private long longest;

        synchronized boolean begin(MessageRate rate, LongSupplier nanos) {
            long now = nanos.getAsLong();
            long period = rate.per().toNanos();
            longest = Math.max(longest, period);
            while (!moments.isEmpty() && (now - moments.getFirst() >= longest || moments.size() > MessageRate.MOST)) {
                moments.removeFirst();
            }
            boolean allowed = within(period, now) < rate.messages();
            if (allowed) {
                moments.addLast(now);
            }
            return allowed;
        }

        private long within(long period, long now) {
            return period == longest
                    ? moments.size()
                    : moments.stream().filter(moment -> now - moment < period).count();
        }
    }
}
