// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import static dev.sekisho.policy.Strictness.EQUAL;
import static dev.sekisho.policy.Strictness.INCOMPARABLE;
import static dev.sekisho.policy.Strictness.LOOSER;
import static dev.sekisho.policy.Strictness.STRICTER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StrictnessTest {
    @Test
    void everyOrderTurnsRoundWithItsValues() {
        assertTurnsRound(List.of(TlsMode.values()), Strictness::of);
        assertTurnsRound(List.of(RelayRule.values()), Strictness::of);
        assertTurnsRound(List.of(SenderRule.values()), Strictness::of);
        assertTurnsRound(List.of(1, 2, 3), Strictness::ofUpperLimit);
        assertTurnsRound(
                Stream.of("usual", "PLAIN", "SCRAM-SHA-256", "PLAIN CRAM-MD5")
                        .map(text -> OfferedMechanisms.parse(text).orElseThrow())
                        .toList(),
                Strictness::of);
    }

    private static <T> void assertTurnsRound(List<T> values, BiFunction<T, T, Strictness> order) {
        for (T one : values) {
            for (T other : values) {
                Strictness turned = switch (order.apply(one, other)) {
                    case STRICTER -> LOOSER;
                    case LOOSER -> STRICTER;
                    case EQUAL -> EQUAL;
                    case INCOMPARABLE -> INCOMPARABLE;
                };
                assertThat(order.apply(other, one)).as(one + " and " + other).isEqualTo(turned);
                assertThat(order.apply(one, other) == EQUAL).isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    void theStricterRefusesMore() {
        assertThat(Strictness.of(TlsMode.REQUIRED, TlsMode.OFFERED)).isEqualTo(STRICTER);
        assertThat(Strictness.of(SenderRule.OWN, SenderRule.ANY)).isEqualTo(STRICTER);
        assertThat(Strictness.of(RelayRule.NEVER, RelayRule.LISTED)).isEqualTo(STRICTER);
        assertThat(Strictness.ofUpperLimit(1L, 2L)).isEqualTo(STRICTER);
    }

    @Test
    void whoRelaysForPinnedPeersIsNeitherStricterNorLooserThanOthers() {
        for (RelayRule other : List.of(RelayRule.NEVER, RelayRule.AUTHENTICATED, RelayRule.LISTED)) {
            assertThat(Strictness.of(RelayRule.PINNED, other)).isEqualTo(INCOMPARABLE);
        }
    }
}
