// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.ConnectionLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
    private static final ClientNetwork ONE = new ClientNetwork("192.0.2.1");
    private static final ClientNetwork OTHER = new ClientNetwork("192.0.2.2");

    private static ConnectionLimiter upTo(int open, int perAddress, int perUser) {
        return new ConnectionLimiter(
                new ConnectionLimits(open, perAddress, perUser, Duration.ofMinutes(1), Duration.ofSeconds(10)));
    }

    private static ConnectionLimiter.Place entered(ConnectionLimiter counts, ClientNetwork address) {
        ConnectionLimiter.Place place = counts.place(address, () -> {});
        assertThat(place.enter()).isEmpty();
        return place;
    }

    @Test
    void takesNoMoreOfAnAddressThanItMayHave() {
        ConnectionLimiter counts = upTo(10, 2, 10);
        ConnectionLimiter.Place first = entered(counts, ONE);
        entered(counts, ONE);
        assertThat(counts.place(ONE, () -> {}).enter()).isPresent();
        entered(counts, OTHER);
        first.leave();
        entered(counts, ONE);
        assertThat(counts.open()).isEqualTo(3);
    }

    @Test
    void takesNoMoreThanTheListenerMayHave() {
        ConnectionLimiter counts = upTo(1, 10, 10);
        ConnectionLimiter.Place first = entered(counts, ONE);
        assertThat(counts.place(OTHER, () -> {}).enter()).isPresent();
        first.leave();
        first.leave();
        entered(counts, OTHER);
        assertThat(counts.open()).isEqualTo(1);
    }

    @Test
    void usersBehindOneAddressDoNotTakeEachOthersPlaces() {
        ConnectionLimiter counts = upTo(10, 1, 2);
        List<ConnectionLimiter.Place> anna = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            anna.add(entered(counts, ONE));
            assertThat(anna.get(i).identified("anna")).isEmpty();
        }
        ConnectionLimiter.Place third = entered(counts, ONE);
        assertThat(third.identified("anna"))
                .hasValueSatisfying(why -> assertThat(why).contains("anna has 2"));
        assertThat(counts.place(ONE, () -> {}).enter())
                .as("the third counts as a stranger still")
                .isPresent();
        assertThat(third.identified("ben")).isEmpty();
        anna.get(0).leave();
        ConnectionLimiter.Place again = entered(counts, ONE);
        assertThat(again.identified("anna")).isEmpty();
        assertThat(counts.open()).isEqualTo(3);
    }

    @Test
    void countsAnIpv6NetworkAsOne() throws UnknownHostException {
        ClientNetwork first = ClientNetwork.of(InetAddress.getByName("2001:db8:1:2:3::4"));
        assertThat(ClientNetwork.of(InetAddress.getByName("2001:db8:1:2:ffff::9")))
                .isEqualTo(first);
        assertThat(ClientNetwork.of(InetAddress.getByName("2001:db8:1:3:3::4"))).isNotEqualTo(first);
    }
}
