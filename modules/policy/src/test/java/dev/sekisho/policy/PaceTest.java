// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.Pace.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Pace PACE = Pace.DEFAULT;

    @Test
    void aCommandHasAMinute() {
        assertThat(PACE.ofCommand(Duration.ofSeconds(59))).isEmpty();
        assertThat(PACE.ofCommand(MINUTE)).contains(Slowness.COMMAND);
    }

    @Test
    void aStrangerHasThreeMinutes() {
        assertThat(PACE.ofStranger(Duration.ofSeconds(179))).isEmpty();
        assertThat(PACE.ofStranger(Duration.ofMinutes(3))).contains(Slowness.LOGIN);
    }

    @Test
    void aMessageBringsAKibibyteAMinute() {
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_023, MINUTE, 1_023, true)))
                .contains(Slowness.MESSAGE_RATE);
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_024, MINUTE, 1_024, true)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 0, Duration.ofSeconds(59), 0, true)))
                .as("no whole minute yet")
                .isEmpty();
    }

    @Test
    void aMessageHasTenMinutesAndASecondForEach64Kibibytes() {
        assertThat(PACE.mayTake(0, false)).isEqualTo(Duration.ofMinutes(10));
        assertThat(PACE.mayTake(35L << 20, false))
                .isEqualTo(Duration.ofMinutes(10).plusSeconds(560));
        Duration most = PACE.mayTake(1 << 20, false);
        assertThat(PACE.ofMessage(new Transfer(most.minusSeconds(1), 1 << 20, MINUTE, 4_096, false)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(most, 1 << 20, MINUTE, 4_096, false)))
                .contains(Slowness.MESSAGE_TIME);
    }

    /** A phone at 2 KB/s needs 42 minutes for 5 MB. */
    @Test
    void whoIsKnownHasASecondForEachKibibyte() {
        long octets = 5_000_000;
        Duration takes = Duration.ofSeconds(octets / 2_000);
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, true)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, false)))
                .contains(Slowness.MESSAGE_TIME);
    }

    @Test
    void everyBoundIsMoreThanNothing() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, MINUTE, 1, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(MINUTE, MINUTE, 0, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
