// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.store.fixture.GatedDerivation;
import org.junit.jupiter.api.Test;

class HashWarmUpTest {

    private final GatedDerivation derivation = new GatedDerivation();

    @Test
    void derivesInTheBackgroundAndEndsByItself() throws InterruptedException {
        try (HashWarmUp warming = new HashWarmUp(derivation)) {
            assertThat(warming.thread().isDaemon()).isTrue();
            assertThat(warming.thread().getPriority()).isEqualTo(Thread.MIN_PRIORITY);
            warming.thread().join();
            assertThat(derivation.iterations()).isEqualTo(HashWarmUp.ITERATIONS);
            assertThat(derivation.begun).containsOnly(HashWarmUp.SLICE);
        }
    }

    @Test
    void nobodyWaitsForItsBeginOrItsEnd() throws InterruptedException {
        derivation.shut();
        HashWarmUp warming = new HashWarmUp(derivation);
        warming.close();
        derivation.open();
        warming.thread().join();
        assertThat(derivation.begun).hasSizeLessThanOrEqualTo(1);
    }
}
