// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.pin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.MessageRate;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinUse;
import dev.sekisho.policy.pin.PinnedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PeerRateLimiterTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final PeerRateLimiter rates = new PeerRateLimiter(nanos::get);
    private final PinnedPeer branch = limited(1, "2/m");

    @Test
    void noMoreThanTheRateBeginWithinAnyPeriod() {
        assertThat(rates.begin(branch)).isTrue();
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(rates.begin(branch)).isTrue();
        assertThat(rates.begin(branch)).isFalse();
        nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
        assertThat(rates.begin(branch)).isFalse();
        nanos.addAndGet(1);
        assertThat(rates.begin(branch)).as("a minute after the first").isTrue();
        assertThat(rates.begin(branch)).isFalse();
    }

    @Test
    void allKeysOfAPeerAreCountedTogether() {
        assertThat(rates.begin(branch)).isTrue();
        assertThat(rates.begin(limited(2, "2/m"))).isTrue();
        assertThat(rates.begin(branch)).isFalse();
        assertThat(rates.begin(limited(2, "2/m"))).isFalse();
    }

    @Test
    void aKeyWithAnotherRateIsHeldToItsOwn() {
        assertThat(rates.begin(limited(2, "3/h"))).isTrue();
        assertThat(rates.begin(branch)).isTrue();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(rates.begin(branch)).isTrue();
        assertThat(rates.begin(limited(2, "3/h"))).as("three within the hour").isFalse();
        assertThat(rates.begin(branch)).as("one within the minute").isTrue();
        assertThat(rates.begin(branch)).isFalse();
    }

    @Test
    void eachPeerIsCountedForItself() {
        rates.begin(branch);
        rates.begin(branch);
        assertThat(rates.begin(limited("other", 2, "1/m"))).isTrue();
    }

    @Test
    void aPinWithoutARateIsNotCounted() {
        PinnedPeer free = PinnedPeer.of("free", Pin.ofSpki(new byte[] {3}), PinState.ACTIVE);
        for (int i = 0; i < 1000; i++) {
            assertThat(rates.begin(free)).isTrue();
        }
    }

    private static PinnedPeer limited(int key, String rate) {
        return limited("branch", key, rate);
    }

    private static PinnedPeer limited(String name, int key, String rate) {
        PeerLimits limits = new PeerLimits(List.of(), List.of(), MessageRate.parse(rate), OptionalLong.empty());
        return new PinnedPeer(
                name,
                Pin.ofSpki(new byte[] {(byte) key}),
                PinState.ACTIVE,
                Optional.empty(),
                PinUse.INCOMING,
                List.of(),
                limits);
    }
}
