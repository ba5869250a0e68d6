// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class Port25BlockDetectorTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
    private final Port25BlockDetector blocked = new Port25BlockDetector(25, clock);

    private void fails(String host, String address) {
        blocked.connected(host, new InetSocketAddress(address, 25), false);
    }

    private void isReached(String host, String address) {
        blocked.connected(host, new InetSocketAddress(address, 25), true);
    }

    private void threeFail() {
        fails("mx.one.example", "192.0.2.1");
        fails("mx.two.example", "198.51.100.1");
        fails("mx.three.example", "203.0.113.1");
    }

    @Test
    void threeUnrelatedServersThatCannotBeReachedMakeABlockedPort() {
        fails("mx.one.example", "192.0.2.1");
        fails("mx.two.example", "198.51.100.1");
        assertThat(blocked.appearsBlocked()).isFalse();
        fails("mx.three.example", "2001:db8::1");
        assertThat(blocked.appearsBlocked()).isTrue();
    }

    @Test
    void serversOfOneNameProveNoMoreThanOne() {
        fails("example.org", "192.0.2.1");
        fails("a.example.org", "198.51.100.1");
        fails("b.example.org", "203.0.113.1");
        fails("c.b.example.org", "2001:db8::1");
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void serversOfOneProviderProveNoMoreThanOneWhateverTheirNames() {
        fails("mail.one.example", "192.0.2.1");
        fails("mail.two.example", "192.0.2.1");
        fails("mail.three.example", "192.0.2.1");
        fails("mail.four.example", "192.0.3.9");
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void oneThatIsRelatedToTwoJoinsThem() {
        fails("mx1.one.example", "192.0.2.1");
        fails("mx.two.example", "198.51.100.1");
        fails("mx2.one.example", "198.51.100.2");
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void whatIsRelatedToTheFirstStaysSo() {
        fails("mx1.one.example", "192.0.2.1");
        fails("mx2.one.example", "198.51.100.1");
        fails("mx.two.example", "192.0.2.2");
        fails("mx.three.example", "203.0.113.1");
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void companiesOfACountryAreUnrelated() {
        fails("mx.ichi.co.jp", "192.0.2.1");
        fails("mx.ni.co.jp", "198.51.100.1");
        fails("mx.san.co.jp", "203.0.113.1");
        assertThat(blocked.appearsBlocked()).isTrue();
    }

    @Test
    void oneThatIsReachedProvesForAWhileThatItIsNot() {
        threeFail();
        isReached("mx.four.example", "192.88.99.1");
        assertThat(blocked.appearsBlocked()).isFalse();
        threeFail();
        assertThat(blocked.appearsBlocked()).isFalse();
        clock.add(Port25BlockDetector.SUCCESS_COUNTS);
        assertThat(blocked.appearsBlocked()).isTrue();
    }

    @Test
    void whatFailedLongAgoProvesNothing() {
        fails("mx.one.example", "192.0.2.1");
        fails("mx.two.example", "198.51.100.1");
        clock.add(Port25BlockDetector.FAILURES_COUNT.plus(Duration.ofSeconds(1)));
        fails("mx.three.example", "203.0.113.1");
        assertThat(blocked.appearsBlocked()).isFalse();
        threeFail();
        assertThat(blocked.appearsBlocked()).isTrue();
    }

    @Test
    void whatFailedBeforeOneWasReachedProvesNothing() {
        threeFail();
        isReached("mx.four.example", "192.88.99.1");
        clock.add(Port25BlockDetector.SUCCESS_COUNTS);
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void oneThatIsRelatedToTwoRenewsNeither() {
        fails("mx1.one.example", "192.0.2.1");
        fails("mx.two.example", "198.51.100.1");
        clock.add(Port25BlockDetector.FAILURES_COUNT);
        fails("mx2.one.example", "198.51.100.2");
        fails("mx.three.example", "203.0.113.1");
        clock.add(Duration.ofSeconds(1));
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void whatHappensAtOtherPortsProvesNothing() {
        for (String address : new String[] {"192.0.2.1", "198.51.100.1", "203.0.113.1"}) {
            blocked.connected("mx." + address.hashCode() + ".example", new InetSocketAddress(address, 587), false);
        }
        assertThat(blocked.appearsBlocked()).isFalse();
        threeFail();
        blocked.connected("smart.example", new InetSocketAddress("192.88.99.1", 587), true);
        assertThat(blocked.appearsBlocked()).isTrue();
    }
}
