// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void theMedianIsThatOfTheRatiosNotTheRatioOfTheMedians() {
        Ratios ratios = new Ratios(List.of(new Ratios.Pair(1, 4), new Ratios.Pair(2, 6), new Ratios.Pair(10, 20)));

        assertThat(ratios.median()).isEqualTo(3.0);
        assertThat(ratios.ours()).isEqualTo(2.0);
        assertThat(ratios.peer()).isEqualTo(6.0);
    }

    @Test
    void ofTwoPairsTheMedianLiesBetween() {
        assertThat(new Ratios(List.of(new Ratios.Pair(1, 2), new Ratios.Pair(1, 4))).median())
                .isEqualTo(3.0);
    }

    @Test
    void nothingMeasuredIsNoResult() {
        assertThatThrownBy(() -> new Ratios(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
