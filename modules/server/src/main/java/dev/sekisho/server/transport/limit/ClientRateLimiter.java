// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.limit.ClientRates;
import dev.sekisho.policy.limit.TokenBucket;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts how often the clients of one listener do what has a rate, in memory, by each node for itself. A client whose bucket is full again is
 * forgotten, and so is the one that was heard of least lately when there are {@value #MOST}: it begins with a full bucket then, so that many
 * addresses take nothing from others. Safe for all threads.
 */
public final class ClientRateLimiter {
    /** So many buckets are kept, about 10 MB. */
    static final int MOST = 65_536;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final ClientRates rates;
    private final LongSupplier nanoTime;
    private final Told told;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** Who is told of clients that exceed a rate. */
    public interface Told {
        /**
         * A client exceeds a rate. Called at most once a minute for a client and a rate.
         *
         * @param refused how often it was refused since this was last called for it, this time among them
         */
        void exceeds(RatedClient client, ClientEvent event, long refused);
    }

    private record Key(RatedClient client, ClientEvent event) {}

    /**
     * What is kept of one client.
     *
     * @param state what it has taken
     * @param refused how often it was refused since that was told
     * @param toldAt when that was told; empty if it was not
     */
    private record Bucket(TokenBucket.State state, long refused, Optional<Long> toldAt) {
        static final Bucket NEW = new Bucket(TokenBucket.State.FULL, 0, Optional.empty());

        Bucket with(TokenBucket.State next) {
            return new Bucket(next, refused, toldAt);
        }

        boolean telling(long now) {
            return toldAt.isEmpty() || now - toldAt.get() >= MINUTE;
        }
    }

    /** Counts by a clock that only goes forward, in nanoseconds. */
    public ClientRateLimiter(ClientRates rates, LongSupplier nanoTime, Told told) {
        this.rates = rates;
        this.nanoTime = nanoTime;
        this.told = told;
    }

    /** Counts what a client does; false, and nothing is counted, if its rate allows no more now. */
    public boolean take(RatedClient client, ClientEvent event) {
        Key key = new Key(client, event);
        long now = nanoTime.getAsLong();
        long tell;
        synchronized (buckets) {
            Bucket bucket = buckets.getOrDefault(key, Bucket.NEW);
            Optional<TokenBucket.State> taken = rates.bucket(event).take(bucket.state(), now);
            if (taken.isPresent()) {
                keep(key, bucket.with(taken.get()), now);
                return true;
            }
            boolean telling = bucket.telling(now);
            tell = telling ? bucket.refused() + 1 : 0;
            keep(
                    key,
                    telling
                            ? new Bucket(bucket.state(), 0, Optional.of(now))
                            : new Bucket(bucket.state(), bucket.refused() + 1, bucket.toldAt()),
                    now);
        }
        if (tell > 0) {
            told.exceeds(client, event, tell);
        }
        return false;
    }

    /** What a client did counts no longer. */
    public void giveBack(RatedClient client, ClientEvent event) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            buckets.computeIfPresent(
                    new Key(client, event),
                    (same, bucket) -> bucket.with(rates.bucket(event).giveBack(bucket.state(), now, 1)));
        }
    }

    /** Buckets that are kept now. */
    int kept() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    /** Those heard of least lately are the first. At most two go, so that no call takes long, and more go than come. */
    private void keep(Key key, Bucket changed, long now) {
        buckets.put(key, changed);
        Iterator<Bucket> eldest = buckets.values().iterator();
        for (int i = 0; i < 2 && eldest.hasNext(); i++) {
            if (!eldest.next().state().isFull(now) && buckets.size() <= MOST) {
                return;
            }
            eldest.remove();
        }
    }
}
