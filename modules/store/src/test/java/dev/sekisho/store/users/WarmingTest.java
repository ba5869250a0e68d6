// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmingTest {

    private final GatedDerivation derivation = new GatedDerivation();

    @Test
    void derivesInTheBackgroundAndEndsByItself() throws InterruptedException {
        try (Warming warming = new Warming(derivation)) {
            assertThat(warming.thread().isDaemon()).isTrue();
            assertThat(warming.thread().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
            warming.thread().join();
            assertThat(derivation.iterations()).isEqualTo(Warming.ITERATIONS);
            assertThat(derivation.begun).containsOnly(Warming.SLICE);
        }
    }

    @Test
    void nobodyWaitsForItsBeginOrItsEnd() throws InterruptedException {
        derivation.shut();
        Warming warming = new Warming(derivation);
        warming.close();
        derivation.open();
        warming.thread().join();
        assertThat(derivation.begun).hasSizeLessThanOrEqualTo(1);
    }
}
