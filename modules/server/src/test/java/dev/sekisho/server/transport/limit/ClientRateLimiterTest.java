// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.policy.limit.ClientRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientRateLimiterTest {
    private static final RatedClient ONE = RatedClient.stranger(new ClientNetwork("192.0.2.1"));
    private static final RatedClient OTHER = RatedClient.stranger(new ClientNetwork("192.0.2.2"));

    private final AtomicLong nanos = new AtomicLong(-7);
    private final List<String> told = new ArrayList<>();
    private final ClientRateLimiter limiter = new ClientRateLimiter(
            new ClientRates(2, 3, 4, 1, 2, List.of()),
            1,
            nanos::get,
            (client, event, refused) -> told.add(client.address() + " " + event + " " + refused));

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private int taken(RatedClient client, ClientEvent event, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += limiter.take(client, event) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void eachClientAndEachEventHasARateOfItsOwn() {
        RatedClient user = new RatedClient(ONE.address(), Optional.of("alice@example.org"));

        assertThat(taken(ONE, ClientEvent.CONNECTION, 9)).isEqualTo(2);
        assertThat(taken(ONE, ClientEvent.MAIL, 9)).isEqualTo(3);
        assertThat(taken(ONE, ClientEvent.RECIPIENT, 9)).isEqualTo(4);
        assertThat(taken(OTHER, ClientEvent.MAIL, 9)).isEqualTo(3);
        assertThat(taken(user, ClientEvent.MAIL, 9)).isEqualTo(3);
    }

    @Test
    void aClientThatWaitsIsServedAgain() {
        taken(ONE, ClientEvent.MAIL, 9);
        pass(Duration.ofSeconds(20));
        assertThat(taken(ONE, ClientEvent.MAIL, 9)).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        assertThat(taken(ONE, ClientEvent.MAIL, 9)).isEqualTo(3);
    }

    @Test
    void whatIsGivenBackCountsNoLonger() {
        taken(ONE, ClientEvent.CONNECTION, 2);
        limiter.giveBack(ONE, ClientEvent.CONNECTION, 1);
        limiter.giveBack(OTHER, ClientEvent.CONNECTION, 1);
        assertThat(taken(ONE, ClientEvent.CONNECTION, 9)).isEqualTo(1);
    }

    @Test
    void aFloodIsToldOnceAMinuteWithItsNumber() {
        taken(ONE, ClientEvent.MAIL, 103);
        pass(Duration.ofSeconds(59));
        taken(ONE, ClientEvent.MAIL, 12);
        pass(Duration.ofSeconds(1));
        taken(ONE, ClientEvent.MAIL, 2);

        assertThat(told).containsExactly("192.0.2.1 MAIL 1", "192.0.2.1 MAIL 110");
    }

    @Test
    void aClientWhoseBucketIsFullIsForgotten() {
        for (int i = 0; i < 100; i++) {
            limiter.take(RatedClient.stranger(new ClientNetwork("192.0.2." + i)), ClientEvent.MAIL);
        }
        pass(Duration.ofMinutes(1));
        for (int i = 0; i < 100; i++) {
            limiter.take(ONE, ClientEvent.RECIPIENT);
        }
        assertThat(limiter.kept()).isEqualTo(1);
    }

    /** As many as a /47 has of /64. */
    @Test
    void manyAddressesUseUpNoMemoryAndTakeNothingFromOthers() {
        taken(OTHER, ClientEvent.MAIL, 2);
        for (int i = 0; i < 131_072; i++) {
            assertThat(limiter.take(RatedClient.stranger(new ClientNetwork("2001:db8:" + i + "/64")), ClientEvent.MAIL))
                    .isTrue();
        }
        assertThat(limiter.kept()).isLessThanOrEqualTo(ClientRateLimiter.MOST);
        assertThat(taken(OTHER, ClientEvent.MAIL, 1)).isEqualTo(1);
    }
}
