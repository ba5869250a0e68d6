// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.policy.limit.SlowClientLimits.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlowClientLimitsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final SlowClientLimits PACE = SlowClientLimits.DEFAULT;

    @Test
    void aCommandHasAMinute() {
        assertThat(PACE.ofCommand(Duration.ofSeconds(59))).isEmpty();
        assertThat(PACE.ofCommand(MINUTE)).contains(SlowClientReason.COMMAND);
    }

    @Test
    void aStrangerHasThreeMinutes() {
        assertThat(PACE.ofSession(ClientIdentification.TO_COME, Duration.ofSeconds(179), Duration.ZERO))
                .isEmpty();
        assertThat(PACE.ofSession(ClientIdentification.TO_COME, Duration.ofMinutes(3), Duration.ZERO))
                .contains(SlowClientReason.LOGIN);
    }

    @Test
    void whoNeedNotLogInBringsAMessageInTenMinutesAndWhoIsKnownNeedNot() {
        Duration hours = Duration.ofHours(5);
        assertThat(PACE.ofSession(ClientIdentification.ANYBODY, hours, Duration.ofSeconds(599)))
                .isEmpty();
        assertThat(PACE.ofSession(ClientIdentification.ANYBODY, hours, Duration.ofMinutes(10)))
                .contains(SlowClientReason.NO_MESSAGE);
        assertThat(PACE.ofSession(ClientIdentification.KNOWN, hours, hours)).isEmpty();
    }

    @Test
    void aMessageBringsAKibibyteAMinute() {
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_023, MINUTE, 1_023, ClientIdentification.KNOWN)))
                .contains(SlowClientReason.MESSAGE_RATE);
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 1_024, MINUTE, 1_024, ClientIdentification.KNOWN)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(MINUTE, 0, Duration.ofSeconds(59), 0, ClientIdentification.KNOWN)))
                .as("no whole minute yet")
                .isEmpty();
    }

    @Test
    void aMessageHasTenMinutesAndASecondForEach64Kibibytes() {
        assertThat(PACE.mayTake(0, ClientIdentification.ANYBODY)).isEqualTo(Duration.ofMinutes(10));
        assertThat(PACE.mayTake(35L << 20, ClientIdentification.ANYBODY))
                .isEqualTo(Duration.ofMinutes(10).plusSeconds(560));
        Duration most = PACE.mayTake(1 << 20, ClientIdentification.ANYBODY);
        assertThat(PACE.ofMessage(
                        new Transfer(most.minusSeconds(1), 1 << 20, MINUTE, 4_096, ClientIdentification.ANYBODY)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(most, 1 << 20, MINUTE, 4_096, ClientIdentification.ANYBODY)))
                .contains(SlowClientReason.MESSAGE_TIME);
    }

    /** A phone at 2 KB/s needs 42 minutes for 5 MB. */
    @Test
    void whoIsKnownHasASecondForEachKibibyte() {
        long octets = 5_000_000;
        Duration takes = Duration.ofSeconds(octets / 2_000);
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, ClientIdentification.KNOWN)))
                .isEmpty();
        assertThat(PACE.ofMessage(new Transfer(takes, octets, MINUTE, 120_000, ClientIdentification.ANYBODY)))
                .contains(SlowClientReason.MESSAGE_TIME);
    }

    @Test
    void everyBoundIsMoreThanNothing() {
        assertThatThrownBy(() -> new SlowClientLimits(Duration.ZERO, MINUTE, MINUTE, 1, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SlowClientLimits(MINUTE, MINUTE, MINUTE, 0, MINUTE, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
