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
import java.util.concurrent.Semaphore;
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
    private final Semaphore slowSessions;
    private final LongSupplier nanoTime;
    private final Told told;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    /** Who is told of clients that exceed a rate. */
    public interface Told {
        /**
         * A client exceeds a rate, and is refused or served slower. Called at most once a minute for a client and a rate.
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

        /** It was refused so often, which is told if it is time for that. */
        Bucket with(long refusals, long now) {
            return telling(now) ? new Bucket(state, 0, Optional.of(now)) : new Bucket(state, refusals, toldAt);
        }

        boolean telling(long now) {
            return toldAt.isEmpty() || now - toldAt.get() >= MINUTE;
        }
    }

    /**
     * Counts by a clock that only goes forward, in nanoseconds.
     *
     * @param slowSessions how many sessions are served slower at a time
     */
    public ClientRateLimiter(ClientRates rates, int slowSessions, LongSupplier nanoTime, Told told) {
        this.rates = rates;
        this.slowSessions = new Semaphore(slowSessions);
        this.nanoTime = nanoTime;
        this.told = told;
    }

    /** Counts what a client does; false, and nothing is counted, if its rate allows no more now. */
    public boolean take(RatedClient client, ClientEvent event) {
        Key key = new Key(client, event);
        boolean within = counted(key);
        if (!within) {
            tell(key, 1);
        }
        return within;
    }

    /** Counts what a client does, which its rate has nothing against. */
    public void count(RatedClient client, ClientEvent event) {
        counted(new Key(client, event));
    }

    private boolean counted(Key key) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            Bucket bucket = buckets.getOrDefault(key, Bucket.NEW);
            Optional<TokenBucket.State> taken = rates.bucket(key.event()).take(bucket.state(), now);
            taken.ifPresent(state -> keep(key, bucket.with(state), now));
            return taken.isPresent();
        }
    }

    /** True if one more session is served slower at a time; it is until {@link #endSlow}. */
    public boolean beginSlow() {
        return slowSessions.tryAcquire();
    }

    /** A session that was served slower is over. */
    public void endSlow() {
        slowSessions.release();
    }

    /** How much of what a client has done has not been forgotten or made good for. */
    public long missing(RatedClient client, ClientEvent event) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            Bucket bucket = buckets.getOrDefault(new Key(client, event), Bucket.NEW);
            return rates.bucket(event).missing(bucket.state(), now);
        }
    }

    /** A client is refused for what it did before, and nothing more is counted. */
    public void refused(RatedClient client, ClientEvent event) {
        tell(new Key(client, event), 1);
    }

    /** A client is served slower for what it did before, and nothing more is counted. */
    public void slowed(RatedClient client, ClientEvent event) {
        tell(new Key(client, event), 0);
    }

    private void tell(Key key, int refusals) {
        long now = nanoTime.getAsLong();
        long refused;
        boolean telling;
        synchronized (buckets) {
            Bucket bucket = buckets.getOrDefault(key, Bucket.NEW);
            refused = bucket.refused() + refusals;
            telling = bucket.telling(now);
            keep(key, bucket.with(refused, now), now);
        }
        if (telling) {
            told.exceeds(key.client(), key.event(), refused);
        }
    }

    /** What a client did counts no longer, as far as a part goes. @param parts how often this undoes one thing that it did */
    public void giveBack(RatedClient client, ClientEvent event, int parts) {
        long now = nanoTime.getAsLong();
        synchronized (buckets) {
            buckets.computeIfPresent(
                    new Key(client, event),
                    (same, bucket) -> bucket.with(rates.bucket(event).giveBack(bucket.state(), now, parts)));
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
