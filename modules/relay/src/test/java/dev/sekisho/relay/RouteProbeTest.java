// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.destination.FakeDns;
import dev.sekisho.relay.fake.CompliantScript;
import dev.sekisho.relay.fake.FakeSmtpServer;
import dev.sekisho.relay.fake.SelfSignedKey;
import dev.sekisho.tls.material.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteProbeTest {
    private static final SelfSignedKey KEY = SelfSignedKey.made();
    private static final SelfSignedKey OTHER = SelfSignedKey.made();
    private static final RouteAuth US = new RouteAuth("us", List.of(AuthMechanism.PLAIN));

    private final FakeSmtpServer server =
            FakeSmtpServer.playing(CompliantScript.server().startTls(KEY).offering("AUTH PLAIN"));

    @AfterEach
    void close() {
        server.close();
    }

    private RouteProbe.Answer ask(RouteDemand demand, Set<Pin> pins) {
        NextHop.Smarthost smarthost =
                new NextHop.Smarthost("127.0.0.1", server.address().getPort(), NextHop.Tls.STARTTLS);
        Route route = new Route(
                "provider", List.of(), List.of(), smarthost, demand, Optional.of(US), Optional.empty(), List.of());
        try (RouteProbe probe = new RouteProbe("us.example", Optional::empty, new FakeDns(), Duration.ofSeconds(10))) {
            return probe.ask(route, smarthost, pins, Optional.of(new RouteCredentials(US, Secret.of("secret"))));
        }
    }

    @Test
    void aServerWithThePinnedKeyThatTakesTheLoginIsReady() {
        assertThat(ask(RouteDemand.PINNED, Set.of(KEY.pin())))
                .isEqualTo(new RouteProbe.Answer.Ready(Optional.of(KEY.pin())));
        assertThat(server.heard()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
        assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
    }

    @Test
    void anotherKeyIsToldAndNoLoginIsSent() {
        RouteProbe.Answer answer = ask(RouteDemand.PINNED, Set.of(OTHER.pin()));
        assertThat(answer).isInstanceOf(RouteProbe.Answer.Not.class);
        assertThat(((RouteProbe.Answer.Not) answer).presented()).contains(KEY.pin());
        assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
    }

    @Test
    void aCertificateThatDoesNotVerifyIsToldSo() {
        RouteProbe.Answer answer = ask(RouteDemand.VERIFIED, Set.of());
        assertThat(answer).isInstanceOf(RouteProbe.Answer.Not.class);
        assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
    }
}
