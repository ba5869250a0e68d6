// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SendingLimitsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** An account that sends whatever it may. */
    private static final class Account {
        final Map<Long, Long> steps = new HashMap<>();
        final List<Instant> accepted = new ArrayList<>();
        final SendingLimits limits;

        Account(SendingLimits limits) {
            this.limits = limits;
        }

        Optional<ReachedLimit> asks(Instant now) {
            return limits.decide(new SentRecipients(steps), now);
        }

        boolean sends(Instant now) {
            boolean allowed = asks(now).isEmpty();
            if (allowed) {
                steps.merge(SentRecipients.stepOf(now), 1L, Long::sum);
                accepted.add(now);
            }
            return allowed;
        }

        long within(Instant end, Duration length) {
            return accepted.stream()
                    .filter(moment -> !moment.isAfter(end) && moment.isAfter(end.minus(length)))
                    .count();
        }
    }

    @Test
    void asManyAsTheHourAllowsAreAcceptedAndNoMore() {
        Account account = new Account(new SendingLimits(3, 100));
        assertThat(List.of(account.sends(NOON), account.sends(NOON), account.sends(NOON), account.sends(NOON)))
                .containsExactly(true, true, true, false);
    }

    @Test
    void theRefusalSaysWhenTheNextOneIsAcceptedAndThenItIs() {
        Account account = new Account(new SendingLimits(2, 100));
        account.sends(NOON);
        account.sends(NOON.plusSeconds(1_200));
        ReachedLimit reached = account.asks(NOON.plusSeconds(1_300)).orElseThrow();
        assertThat(reached).isEqualTo(new ReachedLimit(SendingPeriod.HOUR, 2, Instant.parse("2026-01-01T13:05:00Z")));
        assertThat(account.asks(reached.until().minusSeconds(1))).isPresent();
        assertThat(account.asks(reached.until())).isEmpty();
    }

    @Test
    void theDayHoldsTheAccountLongerThanTheHour() {
        Account account = new Account(new SendingLimits(2, 2));
        account.sends(NOON);
        account.sends(NOON);
        assertThat(account.asks(NOON))
                .contains(new ReachedLimit(SendingPeriod.DAY, 2, Instant.parse("2026-01-02T12:05:00Z")));
    }

    @Test
    void aTwentiethOfTheSmallerLimitIsNotSharedAndAtLeastOne() {
        assertThat(SendingLimits.DEFAULT.unshared()).isEqualTo(10);
        assertThat(new SendingLimits(1_000, 100).unshared()).isEqualTo(5);
        assertThat(new SendingLimits(1, 1).unshared()).isEqualTo(1);
    }

    @Test
    void nothingIsNoLimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new SendingLimits(1, 0));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void noHourAndNoDayEverHasMoreThanItsLimit(
            @ForAll @IntRange(min = 1, max = 8) int anHour,
            @ForAll @IntRange(min = 1, max = 20) int aDay,
            @ForAll @Size(min = 1, max = 120) List<@IntRange(max = 4_000) Integer> pauses) {
        Account account = new Account(new SendingLimits(anHour, aDay));
        Instant now = NOON;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            account.sends(now);
        }
        for (Instant end : account.accepted) {
            assertThat(account.within(end, Duration.ofHours(1))).isLessThanOrEqualTo(anHour);
            assertThat(account.within(end, Duration.ofDays(1))).isLessThanOrEqualTo(aDay);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void whoWaitsAsLongAsIsSaidIsAcceptedAndNotBefore(
            @ForAll @IntRange(min = 1, max = 8) int anHour,
            @ForAll @IntRange(min = 1, max = 20) int aDay,
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 4_000) Integer> pauses) {
        Account account = new Account(new SendingLimits(anHour, aDay));
        Instant now = NOON;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            account.sends(now);
        }
        Optional<ReachedLimit> reached = account.asks(now);
        if (reached.isPresent()) {
            Instant until = reached.get().until();
            assertThat(until).isAfter(now);
            assertThat(account.asks(until.minusSeconds(1))).isPresent();
            assertThat(account.asks(until)).isEmpty();
        }
    }
}
