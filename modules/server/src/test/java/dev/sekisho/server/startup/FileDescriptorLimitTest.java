// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.startup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileDescriptorLimitTest {
    @Test
    void aLimitThatHoldsAllConnectionsAndSomeHundredsMoreIsEnough() {
        assertThat(FileDescriptorLimit.advice(12_500, 12_000)).isEmpty();
    }

    @Test
    void aLowerLimitIsToldWithWhatIsNeeded() {
        assertThat(FileDescriptorLimit.advice(12_499, 12_000))
                .hasValueSatisfying(advice ->
                        assertThat(advice).contains("12499").contains("12000").contains("12500"));
    }

    @Test
    void theLimitOfThisProcessIsKnown() {
        assertThat(FileDescriptorLimit.limit().orElseThrow()).isPositive();
    }
}
