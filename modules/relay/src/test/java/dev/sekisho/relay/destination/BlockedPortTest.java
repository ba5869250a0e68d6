// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockedPortTest {
    private final BlockedPort blocked = new BlockedPort(25);

    @Test
    void threeUnrelatedDestinationsThatCannotBeReachedMakeABlockedPort() {
        blocked.connected("one.example", 25, false);
        blocked.connected("two.example", 25, false);
        assertThat(blocked.appearsBlocked()).isFalse();
        blocked.connected("three.example", 25, false);
        assertThat(blocked.appearsBlocked()).isTrue();
    }

    @Test
    void domainsOfOneOwnerProveNoMoreThanOne() {
        for (String domain : new String[] {"example.org", "a.example.org", "b.example.org", "c.b.example.org"}) {
            blocked.connected(domain, 25, false);
        }
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void oneThatIsReachedProvesThatItIsNot() {
        for (String domain : new String[] {"one.example", "two.example", "three.example"}) {
            blocked.connected(domain, 25, false);
        }
        blocked.connected("four.example", 25, true);
        assertThat(blocked.appearsBlocked()).isFalse();
        blocked.connected("one.example", 25, false);
        assertThat(blocked.appearsBlocked()).isFalse();
    }

    @Test
    void whatHappensAtOtherPortsProvesNothing() {
        for (String domain : new String[] {"one.example", "two.example", "three.example"}) {
            blocked.connected(domain, 587, false);
        }
        assertThat(blocked.appearsBlocked()).isFalse();
        for (String domain : new String[] {"one.example", "two.example", "three.example"}) {
            blocked.connected(domain, 25, false);
        }
        blocked.connected("smart.example", 587, true);
        assertThat(blocked.appearsBlocked()).isTrue();
    }
}
