// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
    private static final ClientNetwork ONE = new ClientNetwork("192.0.2.1");
    private static final ClientNetwork OTHER = new ClientNetwork("192.0.2.2");

    @Test
    void takesNoMoreOfAnAddressThanItMayHave() {
        ConnectionLimiter counts = new ConnectionLimiter(10, 2);
        assertThat(counts.enter(ONE)).isEmpty();
        assertThat(counts.enter(ONE)).isEmpty();
        assertThat(counts.enter(ONE)).isPresent();
        assertThat(counts.enter(OTHER)).isEmpty();
        counts.leave(ONE);
        assertThat(counts.enter(ONE)).isEmpty();
        assertThat(counts.open()).isEqualTo(3);
    }

    @Test
    void takesNoMoreThanTheListenerMayHave() {
        ConnectionLimiter counts = new ConnectionLimiter(1, 10);
        assertThat(counts.enter(ONE)).isEmpty();
        assertThat(counts.enter(OTHER)).isPresent();
        counts.leave(ONE);
        assertThat(counts.enter(OTHER)).isEmpty();
    }

    @Test
    void countsAnIpv6NetworkAsOne() throws UnknownHostException {
        ClientNetwork first = ClientNetwork.of(InetAddress.getByName("2001:db8:1:2:3::4"));
        assertThat(ClientNetwork.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isEqualTo(first);
        assertThat(ClientNetwork.of(InetAddress.getByName("2001:db8:1:3:3::4"))).isNotEqualTo(first);
    }
}
