// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.TokenBucket.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What rates make of a client that names unknown recipients. */
class ClientRatesTest {
    private static final ClientRates RATES = ClientRates.DEFAULT;
    private static final TokenBucket UNKNOWN = RATES.bucket(ClientEvent.UNKNOWN_RECIPIENT);

    private static Optional<Duration> delay(State state, long now) {
        return RATES.delay(UNKNOWN.missing(state, now));
    }

    private static State named(int unknown) {
        State state = State.FULL;
        for (int i = 0; i < unknown; i++) {
            state = UNKNOWN.take(state, 0).orElseThrow();
        }
        return state;
    }

    @Example
    void answersWaitLongerAndLongerAndAtLastThereAreNone() {
        assertThat(LongStream.of(0, 19, 20, 21, 22, 23, 24, 99).mapToObj(RATES::delay))
                .containsExactly(
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(4)),
                        Optional.of(Duration.ofSeconds(8)),
                        Optional.of(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofSeconds(10)));
        assertThat(RATES.delay(100)).isEmpty();
    }

    @Example
    void unknownRecipientsAreForgottenWithinTenMinutes() {
        State all = named(100);

        assertThat(delay(all, 0)).isEmpty();
        assertThat(delay(all, Duration.ofSeconds(6).toNanos())).contains(Duration.ofSeconds(10));
        assertThat(delay(all, Duration.ofMinutes(8).plusSeconds(6).toNanos())).contains(Duration.ZERO);
        assertThat(all.isFull(Duration.ofMinutes(10).toNanos())).isTrue();
    }

    @Example
    void tenGoodRecipientsMakeGoodForAnUnknownOne() {
        State state = named(20);
        for (int i = 0; i < ClientRates.GOOD_FOR_UNKNOWN; i++) {
            assertThat(delay(state, 0)).contains(Duration.ofSeconds(1));
            state = UNKNOWN.giveBack(state, 0, ClientRates.GOOD_FOR_UNKNOWN);
        }
        assertThat(delay(state, 0)).contains(Duration.ZERO);
    }

    /** A list of which one address in twelve is out of date, however many it has. */
    @Property
    void anHonestSenderIsNeverSlowedDown(@ForAll @IntRange(min = 0, max = 11) int first) {
        State state = State.FULL;
        for (int i = 0; i < 5_000; i++) {
            assertThat(delay(state, 0)).contains(Duration.ZERO);
            state = i % 12 == first
                    ? UNKNOWN.take(state, 0).orElseThrow()
                    : UNKNOWN.giveBack(state, 0, ClientRates.GOOD_FOR_UNKNOWN);
        }
    }

    /** Whoever mixes known addresses in, at most nine for a guess, has no more guesses than the bound in the end. */
    @Property
    void guessesAreBoundedHoweverManyKnownRecipientsAreBetween(
            @ForAll @Size(min = 1, max = 400) List<@IntRange(min = 0, max = 9) Integer> goodBetween) {
        State state = State.FULL;
        int guesses = 0;
        int good = 0;
        for (int between : goodBetween) {
            if (delay(state, 0).isEmpty()) {
                break;
            }
            state = UNKNOWN.take(state, 0).orElse(state);
            guesses++;
            for (int i = 0; i < between; i++) {
                state = UNKNOWN.giveBack(state, 0, ClientRates.GOOD_FOR_UNKNOWN);
                good++;
            }
        }
        assertThat(guesses).isLessThanOrEqualTo(RATES.unknown() + good / ClientRates.GOOD_FOR_UNKNOWN + 1);
    }

    @Property
    void noDelayIsLongerThanTenSeconds(@ForAll @IntRange(min = 0, max = Integer.MAX_VALUE) int missing) {
        ClientRates wide = new ClientRates(1, 1, 1, 1, Integer.MAX_VALUE, List.of());
        assertThat(wide.delay(missing).orElse(Duration.ZERO)).isBetween(Duration.ZERO, Duration.ofSeconds(10));
    }
}
