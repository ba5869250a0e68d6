// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static final NextHop PROVIDER = new NextHop.Smarthost("Smtp.Provider.example", 587, NextHop.Tls.STARTTLS);

    private static Route route(String name, List<String> senders, List<String> recipients) {
        return new Route(
                name,
                patterns(senders),
                patterns(recipients),
                PROVIDER,
                RouteDemand.VERIFIED,
                Optional.of(RouteAuth.of("us")),
                Optional.empty(),
                List.of());
    }

    private static List<AddressPattern> patterns(List<String> texts) {
        return texts.stream()
                .map(text -> AddressPattern.parse(text).orElseThrow())
                .toList();
    }

    private static final Routes ROUTES = new Routes(List.of(
            route("sales", List.of("sales@example.org"), List.of()),
            route("partner", List.of(), List.of("partner.example", "*.partner.example")),
            route("branch", List.of("branch.example.org"), List.of("far.example")),
            Route.DEFAULT));

    private static String chosen(String sender, String recipient) {
        return ROUTES.choose(Optional.of(sender), recipient).name();
    }

    @Test
    void choosesBySender() {
        assertThat(chosen("Sales@Example.org", "a@partner.example")).isEqualTo("sales");
    }

    @Test
    void choosesByRecipientDomainAndThoseBelowIt() {
        assertThat(chosen("a@example.org", "a@Partner.example")).isEqualTo("partner");
        assertThat(chosen("a@example.org", "a@mail.partner.example")).isEqualTo("partner");
        assertThat(chosen("a@example.org", "a@notpartner.example")).isEqualTo("default");
    }

    @Test
    void needsBothWhereBothAreSaid() {
        assertThat(chosen("a@branch.example.org", "b@far.example")).isEqualTo("branch");
        assertThat(chosen("a@branch.example.org", "b@near.example")).isEqualTo("default");
        assertThat(chosen("a@example.org", "b@far.example")).isEqualTo("default");
    }

    @Test
    void theNullSenderIsNobodysSender() {
        assertThat(ROUTES.choose(Optional.empty(), "b@far.example").name()).isEqualTo("default");
    }

    @Test
    void refusesRoutesThatLeaveSomethingOut() {
        assertThatThrownBy(() -> new Routes(List.of(route("some", List.of(), List.of("a.example")))))
                .hasMessageContaining("last route");
    }

    @Test
    void refusesALoginThatCouldGoInCleartext() {
        assertThatThrownBy(() -> new Route(
                        "open",
                        List.of(),
                        List.of(),
                        PROVIDER,
                        RouteDemand.OPPORTUNISTIC,
                        Optional.of(RouteAuth.of("us")),
                        Optional.empty(),
                        List.of()))
                .hasMessageContaining("cleartext");
    }

    @Test
    void refusesALoginAtAnyMx() {
        assertThatThrownBy(() -> new Route(
                        "mx",
                        List.of(),
                        List.of(),
                        new NextHop.Mx(25),
                        RouteDemand.VERIFIED,
                        Optional.of(RouteAuth.of("us")),
                        Optional.empty(),
                        List.of()))
                .hasMessageContaining("smarthost");
    }

    @Test
    void unknownDemandsAreNoDemands() {
        assertThat(RouteDemand.parse("dane")).isEmpty();
        assertThat(RouteDemand.parse("mta-sts")).isEmpty();
        assertThat(RouteDemand.parse("pinned")).contains(RouteDemand.PINNED);
    }

    @Test
    void theLastDelayHolds() {
        assertThat(RetrySchedule.DEFAULT.after(1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(RetrySchedule.DEFAULT.after(2)).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetrySchedule.DEFAULT.after(77)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aPatternIsAnAddressOrADomain() {
        assertThat(AddressPattern.parse("a b@example.org")).isEmpty();
        assertThat(AddressPattern.parse("@example.org")).isEmpty();
        assertThat(AddressPattern.parse("*")).isEmpty();
        assertThat(AddressPattern.parse("exa mple.org")).isEmpty();
        assertThat(AddressPattern.parse("*.example.org")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@example.org,b@example.org",
                "a@b@example.org",
                "*@example.org",
                "Anna <a@example.org>",
                "<a@example.org>",
                "mailto:a@example.org",
                "@example.org",
                ".example.org",
                "example..org",
                "*example.org",
                "192.0.2.1",
                "a@192.0.2.1",
                "a..b.@example.org",
                "_x.example",
                "*.2",
            })
    void whatIsWrittenOtherwiseIsNoPattern(String text) {
        assertThat(AddressPattern.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.org.",
                "b\u00fccher.example",
                "\"a@b\"@example.org",
                "o'neil+tag@example.org",
                "xn--bcher-kva.example"
            })
    void whatSomebodyHasIsAPattern(String text) {
        assertThat(AddressPattern.parse(text)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "a@example.org, a@example.org, true",
        "a@example.org, A@Example.org, true",
        "a@example.org, b@example.org, false",
        "a@example.org, example.org, false",
        "example.org, a@example.org, true",
        "example.org, example.org, true",
        "example.org, *.example.org, false",
        "example.org, a@mail.example.org, false",
        "*.example.org, a@mail.example.org, true",
        "*.example.org, mail.example.org, true",
        "*.example.org, example.org, false",
        "*.example.org, *.example.org, true",
        "*.example.org, *.mail.example.org, true",
        "*.mail.example.org, *.example.org, false",
        "*.example.org, notexample.org, false",
        "*.example.org, *.notexample.org, false",
    })
    void coversWhatIsAllAmongItsOwn(String one, String other, boolean covered) {
        assertThat(AddressPattern.parse(one)
                        .orElseThrow()
                        .covers(AddressPattern.parse(other).orElseThrow()))
                .isEqualTo(covered);
    }
}
