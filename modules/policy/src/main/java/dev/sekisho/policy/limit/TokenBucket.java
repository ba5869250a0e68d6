// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import java.time.Duration;
import java.util.Optional;

/**
 * A token bucket: it holds so many tokens, and an empty one is full again after a period, at an even pace. So as many as it holds can be taken at
 * once, and within a long time as many as it holds in each period. Pure: what was taken is a {@link State} that the caller keeps.
 *
 * @param tokens how many it holds
 * @param period how long an empty one takes to be full
 */
public record TokenBucket(long tokens, Duration period) {

    /**
     * What has been taken of a bucket and has not come back.
     *
     * @param owed nanoseconds until the bucket is full, from {@code at} on
     * @param at the moment, in nanoseconds of a clock that only goes forward
     */
    public record State(long owed, long at) {
        /** Nothing has been taken. */
        public static final State FULL = new State(0, 0);

        /** True if all that was taken has come back, so that the state need not be kept. */
        public boolean isFull(long now) {
            return owedAt(now) == 0;
        }

        private long owedAt(long now) {
            return owed == 0 ? 0 : Math.max(0, owed - Math.max(0, now - at));
        }
    }

    public TokenBucket {
        LimitCheck.positive("tokens", tokens);
        if (period.toNanos() < tokens) {
            throw new IllegalArgumentException(
                    "a token comes back after 1 ns at least, found " + tokens + " within " + period.toNanos() + " ns");
        }
    }

    /** What the bucket is after a token was taken; empty if there is none. */
    public Optional<State> take(State state, long now) {
        long owed = state.owedAt(now) + interval();
        return owed > tokens * interval() ? Optional.empty() : Optional.of(new State(owed, now));
    }

    /** What the bucket is after a part of a token was put back. @param parts how many parts make a token, 1 for a whole one */
    public State giveBack(State state, long now, int parts) {
        return new State(Math.max(0, state.owedAt(now) - interval() / parts), now);
    }

    /** How many tokens are missing, one that comes back among them. */
    public long missing(State state, long now) {
        return (state.owedAt(now) + interval() - 1) / interval();
    }

    private long interval() {
        return period.toNanos() / tokens;
    }
}
