// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.FailedLoginLimits;
import dev.sekisho.server.transport.limit.ClientNetwork;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class FailedLoginLimiterTest {
    private static final ClientNetwork ADDRESS = new ClientNetwork("192.0.2.1");

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final FailedLoginLimiter holdOffs = new FailedLoginLimiter(clock);

    @Test
    void holdsOffAnAddressWithTooManyBadLoginsForAWhile() {
        fail(9);
        assertThat(holdOffs.active(ADDRESS)).isFalse();
        fail(1);
        assertThat(holdOffs.active(ADDRESS)).isTrue();
        clock.add(Duration.ofMinutes(14));
        assertThat(holdOffs.active(ADDRESS)).isTrue();
        clock.add(Duration.ofMinutes(2));
        assertThat(holdOffs.active(ADDRESS)).isFalse();
    }

    @Test
    void forgetsBadLoginsThatAreLongAgo() {
        fail(9);
        clock.add(Duration.ofMinutes(11));
        fail(9);
        assertThat(holdOffs.active(ADDRESS)).isFalse();
    }

    @Test
    void holdsOffNobodyElse() {
        fail(10);
        assertThat(holdOffs.active(new ClientNetwork("192.0.2.2"))).isFalse();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            holdOffs.failed(ADDRESS, FailedLoginLimits.DEFAULT);
        }
    }
}
