// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanDurationTest {
    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT40S, 40s", "PT3M, 3m", "P3D, 3d", "PT-0.2S, 0s", "PT-1S, 0s", "P-400D, 0s"})
    void isNeverBelowZero(Duration time, String shown) {
        assertThat(HumanDuration.of(time)).isEqualTo(shown);
    }
}
