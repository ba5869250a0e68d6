// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.SenderPattern;
import dev.sekisho.policy.device.Device;
import dev.sekisho.policy.limit.MessageRate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceRateLimiterTest {
    private static final Device SCANNERS = new Device(
            "scanners",
            List.of(CidrNetwork.of(new byte[] {10, 0, 0, 0}, 8, "10.0.0.0/8").orElseThrow()),
            List.of(new SenderPattern("@example.org")),
            new MessageRate(2, Duration.ofMinutes(1)),
            OptionalLong.empty());

    private final AtomicLong nanos = new AtomicLong(5);
    private final DeviceRateLimiter rates = new DeviceRateLimiter(nanos::get);

    @Test
    void eachAddressHasARateOfItsOwn() throws Exception {
        assertThat(rates.begin(SCANNERS, address(1))).isTrue();
        assertThat(rates.begin(SCANNERS, address(1))).isTrue();
        assertThat(rates.begin(SCANNERS, address(1))).isFalse();
        assertThat(rates.begin(SCANNERS, address(2))).isTrue();

        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(rates.begin(SCANNERS, address(1))).as("half a minute later").isTrue();
        assertThat(rates.begin(SCANNERS, address(1))).isFalse();
    }

    @Test
    void countsABoundedNumberOfAddressesAndForgetsTheQuietOnes() throws Exception {
        for (int i = 0; i < DeviceRateLimiter.MOST_ADDRESSES; i++) {
            assertThat(rates.begin(SCANNERS, address(i))).isTrue();
        }
        assertThat(rates.begin(SCANNERS, address(DeviceRateLimiter.MOST_ADDRESSES)))
                .isFalse();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(rates.begin(SCANNERS, address(DeviceRateLimiter.MOST_ADDRESSES)))
                .isTrue();
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }
}
