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
        assertThat(PACE.ofSession(Acquaintance.TO_COME, Duration.ofSeconds(179), Duration.ZERO))
                .isEmpty();
        assertThat(PACE.ofSession(Acquaintance.TO_COME, Duration.ofMinutes(3), Duration.ZERO))
                .contains(Slowness.LOGIN);
    }

    @Test
    void whoNeedNotLogInBringsAMessageInTenMinutesAndWhoIsKnownNeedNot() {
        Duration hours = Duration.ofHours(5);
        assertThat(PACE.ofSession(Acquaintance.ANYBODY, hours, Duration.ofSeconds(599)))
                .isEmpty();
        assertThat(PACE.ofSession(Acquaintance.ANYBODY, hours, Duration.ofMinutes(10)))
                .contains(Slowness.NO_MESSAGE);
        assertThat(PACE.ofSession(Acquaintance.KNOWN, hours, hours)).isEmpty();
    }

    @Test
    void aMessageBringsAKibibyteAMinute() {
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_023, MINUTE, 1_023, Acquaintance.KNOWN)))
                .contains(Slowness.MESSAGE_RATE);
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_024, MINUTE, 1_024, Acquaintance.KNOWN)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 0, Duration.ofSeconds(59), 0, Acquaintance.KNOWN)))
                .as("no whole minute yet")
                .isEmpty();
    }

    @Test
    void aMessageHasTenMinutesAndASecondForEach64Kibibytes() {
        assertThat(PACE.mayTake(0, Acquaintance.ANYBODY)).isEqualTo(Duration.ofMinutes(10));
        assertThat(PACE.mayTake(35L << 20, Acquaintance.ANYBODY))
                .isEqualTo(Duration.ofMinutes(10).plusSeconds(560));
        Duration most = PACE.mayTake(1 << 20, Acquaintance.ANYBODY);
        assertThat(PACE.ofMessage(new Transfer(most.minusSeconds(1), 1 << 20, MINUTE, 4_096, Acquaintance.ANYBODY)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(most, 1 << 20, MINUTE, 4_096, Acquaintance.ANYBODY)))
                .contains(Slowness.MESSAGE_TIME);
    }

    /** A phone at 2 KB/s needs 42 minutes for 5 MB. */
    @Test
    void whoIsKnownHasASecondForEachKibibyte() {
        long octets = 5_000_000;
        Duration takes = Duration.ofSeconds(octets / 2_000);
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, Acquaintance.KNOWN)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, Acquaintance.ANYBODY)))
                .contains(Slowness.MESSAGE_TIME);
    }

    @Test
    void everyBoundIsMoreThanNothing() {
        assertThatThrownBy(() -> new Pace(Duration.ZERO, MINUTE, MINUTE, 1, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(MINUTE, MINUTE, MINUTE, 0, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
