// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.relay.client.HandshakeResult;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.ServerReply;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class ConnectionThrottleTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 25);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 25);
    private static final Duration PAUSE = Duration.ofMinutes(5);
    private static final HandshakeResult SILENT =
            new HandshakeResult.Failed(new DeliveryFailure.Silent("it did not answer within 300 s"));
    private static final HandshakeResult ANOTHER_KEY =
            new HandshakeResult.Failed(new DeliveryFailure.Unmet("another key", Optional.empty(), Set.of()));

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC);
    private final ConnectionThrottle openings = new ConnectionThrottle(3, PAUSE, clock);

    private Optional<ConnectionThrottle.Throttled> begin(InetSocketAddress address) {
        return openings.begin(address, false);
    }

    private Instant in(Duration time) {
        return clock.instant().plus(time);
    }

    @Test
    void soManyAreOpenedToAnAddressAtOnceAndNoMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(begin(HERE)).isEmpty();
        }
        assertThat(begin(HERE)).isPresent();
        assertThat(begin(THERE)).isEmpty();
    }

    @Test
    void aSmallPartOfAllThatIsUnderWayIsTheMost() {
        ConnectionThrottle many = new ConnectionThrottle(1_000, PAUSE, clock);
        for (int i = 0; i < 25; i++) {
            assertThat(many.begin(HERE, false)).isEmpty();
        }
        assertThat(many.begin(HERE, false)).isPresent();
    }

    @Test
    void oneThatIsOpenMakesRoom() {
        for (int i = 0; i < 3; i++) {
            begin(HERE);
        }
        openings.end(HERE, ANOTHER_KEY);
        assertThat(begin(HERE)).isEmpty();
        assertThat(begin(HERE)).isPresent();
    }

    @Test
    void whoFindsNoRoomComesAgainAfterAsLongAsTheFirstHasWaited() {
        for (int i = 0; i < 3; i++) {
            begin(HERE);
        }
        assertThat(begin(HERE).orElseThrow().until()).isEqualTo(in(Duration.ofSeconds(1)));
        clock.add(Duration.ofSeconds(40));
        assertThat(begin(HERE).orElseThrow().until()).isEqualTo(in(Duration.ofSeconds(40)));
    }

    @Test
    void oneThatCouldNotBeOpenedIsLeftAloneForAWhile() {
        begin(HERE);
        openings.end(HERE, SILENT);
        ConnectionThrottle.Throttled shut = begin(HERE).orElseThrow();
        assertThat(shut.until()).isEqualTo(in(PAUSE));
        assertThat(shut.failure().text()).isEqualTo("it did not answer within 300 s");
        assertThat(begin(THERE)).isEmpty();
    }

    @Test
    void thenASingleOneFindsOutForAll() {
        begin(HERE);
        openings.end(HERE, SILENT);
        clock.add(PAUSE);
        openings.tidy();
        assertThat(begin(HERE)).isEmpty();
        assertThat(begin(HERE)).isPresent();
        openings.end(HERE, ANOTHER_KEY);
        for (int i = 0; i < 3; i++) {
            assertThat(begin(HERE)).isEmpty();
        }
    }

    @Test
    void whatSomebodyAskedForWaitsForNoPause() {
        begin(HERE);
        openings.end(HERE, SILENT);
        assertThat(openings.begin(HERE, true)).isEmpty();
        assertThat(openings.begin(HERE, true)).isPresent();
    }

    @Test
    void whatAServerSaysToOneRouteIsNoReasonForAnother() {
        for (HandshakeResult failed : List.of(
                ANOTHER_KEY,
                new HandshakeResult.Failed(
                        new DeliveryFailure.Turned("the login", new ServerReply(535, List.of("5.7.8 no")))),
                new HandshakeResult.Failed(new DeliveryFailure.HandshakeFailed("no common version")),
                new HandshakeResult.Failed(new DeliveryFailure.Broken("it offers none of the ways to log in")))) {
            begin(HERE);
            openings.end(HERE, failed);
            assertThat(begin(HERE)).isEmpty();
            openings.end(HERE, failed);
        }
    }
}
