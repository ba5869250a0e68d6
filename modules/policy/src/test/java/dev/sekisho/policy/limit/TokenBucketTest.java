// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.limit.TokenBucket.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What a token bucket lets through, at any clock and in any order. */
class TokenBucketTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Example
    void holdsAMinutesTokensAndGetsThemBackOneByOne() {
        TokenBucket bucket = new TokenBucket(3, MINUTE);
        State empty = State.FULL;
        for (int i = 0; i < 3; i++) {
            empty = bucket.take(empty, 5).orElseThrow();
        }

        assertThat(bucket.missing(empty, 5)).isEqualTo(3);
        assertThat(bucket.take(empty, 5)).isEmpty();
        assertThat(bucket.take(empty, 5 + 20 * SECOND - 1)).isEmpty();
        assertThat(bucket.take(empty, 5 + 20 * SECOND)).isPresent();
        assertThat(empty.isFull(5 + 60 * SECOND - 1)).isFalse();
        assertThat(empty.isFull(5 + 60 * SECOND)).isTrue();
    }

    @Example
    void whatIsPutBackCanBeTakenAgainAndNoMore() {
        TokenBucket bucket = new TokenBucket(1, MINUTE);
        State empty = bucket.take(State.FULL, 0).orElseThrow();

        State full = bucket.giveBack(bucket.giveBack(empty, 0, 1), 0, 1);

        assertThat(full.isFull(0)).isTrue();
        State again = bucket.take(full, 0).orElseThrow();
        assertThat(bucket.take(again, 0)).isEmpty();
        assertThat(bucket.take(bucket.giveBack(again, 0, 10), 0))
                .as("a tenth of a token")
                .isEmpty();
    }

    @Example
    void everyBucketHoldsSomething() {
        assertThatThrownBy(() -> new TokenBucket(0, MINUTE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenBucket(10, Duration.ofNanos(9))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The clock of a machine may begin anywhere, before 0 too. */
    @Property
    void withinNoTimeMoreIsTakenThanItHoldsAndWhatComesBackMeanwhile(
            @ForAll @IntRange(min = 1, max = 1_000_000) int tokens,
            @ForAll long origin,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = 5_000_000_000L) Long> pauses) {
        TokenBucket bucket = new TokenBucket(tokens, MINUTE);
        State state = State.FULL;
        long now = origin;
        List<Long> taken = new ArrayList<>();
        for (long pause : pauses) {
            now += pause;
            Optional<State> next = bucket.take(state, now);
            if (next.isPresent()) {
                taken.add(now - origin);
                state = next.get();
            }
        }
        for (int from = 0; from < taken.size(); from++) {
            for (int to = from; to < taken.size(); to++) {
                double minutes = (taken.get(to) - taken.get(from)) / (double) MINUTE.toNanos();
                assertThat((double) (to - from + 1)).isLessThanOrEqualTo(tokens + minutes * tokens * 1.001 + 0.001);
            }
        }
    }

    /** The client that stays below its rate is never refused. */
    @Property
    void whoTakesAtAnEvenPaceIsNeverRefused(
            @ForAll @IntRange(min = 1, max = 1_000_000) int tokens,
            @ForAll @IntRange(min = 1, max = 300) int times,
            @ForAll long origin) {
        TokenBucket bucket = new TokenBucket(tokens, MINUTE);
        State state = State.FULL;
        for (int i = 0; i < times; i++) {
            Optional<State> next = bucket.take(state, origin + i * (MINUTE.toNanos() / tokens));
            assertThat(next).isPresent();
            state = next.orElseThrow();
        }
    }

    @Property
    void aClockThatGoesBackGivesNothingBack(
            @ForAll @IntRange(min = 1, max = 1_000) int tokens, @ForAll @LongRange(min = 0, max = 1L << 40) long back) {
        TokenBucket bucket = new TokenBucket(tokens, MINUTE);
        State state = State.FULL;
        for (int i = 0; i < tokens; i++) {
            state = bucket.take(state, 0).orElseThrow();
        }
        assertThat(bucket.take(state, -back)).isEmpty();
    }
}
