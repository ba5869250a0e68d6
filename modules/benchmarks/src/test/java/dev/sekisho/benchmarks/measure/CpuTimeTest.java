// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CpuTimeTest {
    @Test
    void readsUserAndSystemTimeOfAProcessAndOfItsEndedChildrenWhateverItsName() {
        String stat = "77 (a name) (with ) 1 2) S 42 77 77 0 -1 4194560 1 2 3 4 100 20 30 4 20 0 1 0 5";

        assertThat(CpuTime.Row.parse(stat)).isEqualTo(new CpuTime.Row(42, 154));
    }

    @Test
    void countsAllThatDescendsFromTheRootsAndNothingElse() {
        Map<Long, CpuTime.Row> rows = Map.of(
                1L, new CpuTime.Row(0, 1_000),
                10L, new CpuTime.Row(1, 100),
                11L, new CpuTime.Row(10, 200),
                12L, new CpuTime.Row(11, 300),
                20L, new CpuTime.Row(1, 4_000));

        assertThat(CpuTime.seconds(rows, List.of(10L))).isEqualTo(6.0);
        assertThat(CpuTime.seconds(rows, List.of(11L, 20L))).isEqualTo(45.0);
    }

    @Test
    void knowsWhatThisProcessUsed() throws Exception {
        assertThat(CpuTime.of(List.of(ProcessHandle.current().pid()))).isPositive();
    }
}
