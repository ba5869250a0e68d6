// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.relay;

import dev.sekisho.config.environment.FileReferences;
import dev.sekisho.config.environment.PasswordSource;
import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.config.relay.RelaySchema.Endpoint;
import dev.sekisho.config.schema.ConfigSection;
import dev.sekisho.config.schema.ElementSchema;
import dev.sekisho.config.schema.ParsedValue;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.AddressPattern;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one route of {@code relay.xml}.
 *
 * @param route the route
 * @param files finds the files that it names
 */
public record RouteReader(ConfigSection route, FileReferences files) {
    private static final int SUBMISSIONS = 465;
    private static final int SUBMISSION = 587;

    /** What a route is called; empty where that is missing, which has been reported. */
    public static String name(ConfigSection route) {
        return route.attribute(RelaySchema.NAME).map(ParsedValue::value).orElse("");
    }

    /**
     * The route.
     *
     * @param passwords gets where its password is, by its name
     * @param listed gets the pins that it lists
     * @return empty if it cannot be made, which is then among the problems
     */
    Optional<Route> read(Map<String, PasswordSource> passwords, List<ListedPin> listed) {
        warnOfBareWords(RelaySchema.SENDER);
        warnOfBareWords(RelaySchema.RECIPIENT);
        Optional<ParsedValue<Endpoint>> smarthost = route.value(RelaySchema.SMARTHOST);
        boolean toSmarthost = route.section(RelaySchema.SMARTHOST).isPresent();
        if (!toSmarthost) {
            refuseWhatNeedsASmarthost();
        }
        Optional<RouteDemand> demand = demand(toSmarthost);
        Optional<RouteAuth> auth = toSmarthost && demand.isPresent()
                ? new RouteLoginReader(route, demand.get(), files).read(passwords)
                : Optional.empty();
        demand.filter(known -> known != RouteDemand.PINNED).ifPresent(this::refusePins);
        smarthost.ifPresent(found -> demand.ifPresent(known -> check(found, known)));
        List<PinnedPeer> pins =
                new RoutePinsReader(route, smarthost.map(found -> found.value().host()), listed).read();
        boolean broken = demand.isEmpty()
                || (toSmarthost && smarthost.isEmpty())
                || name(route).isBlank();
        return broken
                ? Optional.empty()
                : Optional.of(new Route(
                        name(route),
                        patterns(RelaySchema.SENDER),
                        patterns(RelaySchema.RECIPIENT),
                        nextHop(smarthost),
                        demand.get(),
                        auth,
                        route.value(RelaySchema.PEER).map(ParsedValue::value),
                        pins));
    }

    private NextHop nextHop(Optional<ParsedValue<Endpoint>> smarthost) {
        return smarthost
                .map(ParsedValue::value)
                .<NextHop>map(each -> new NextHop.Smarthost(each.host(), each.port(), tls(each)))
                .orElse(new NextHop.Mx(NextHop.SMTP_PORT));
    }

    private List<AddressPattern> patterns(ElementSchema<AddressPattern> element) {
        return route.values(element).stream().map(ParsedValue::value).toList();
    }

    /** A word such as {@code any} is a domain of one label, which hardly anybody has. */
    private void warnOfBareWords(ElementSchema<AddressPattern> element) {
        route.values(element).stream()
                .filter(found -> found.value().text().matches("[^.@]+")
                        && !found.value().text().equals("localhost"))
                .forEach(found -> route.warn(
                        found,
                        found.shown() + " is the domain " + found.value() + ", which has no dot",
                        "write a whole domain, or leave it out for all"));
    }

    /** Empty if it is malformed. */
    private Optional<RouteDemand> demand(boolean toSmarthost) {
        return route.section(RelaySchema.DEMAND).isPresent()
                ? route.value(RelaySchema.DEMAND).map(ParsedValue::value)
                : Optional.of(toSmarthost ? RouteDemand.VERIFIED : RouteDemand.OPPORTUNISTIC);
    }

    private void refuseWhatNeedsASmarthost() {
        for (ElementSchema<?> element : List.of(
                RelaySchema.TLS, RelaySchema.USER, RelaySchema.PASSWORD, RelaySchema.MECHANISM, RelaySchema.PIN)) {
            route.section(element)
                    .ifPresent(found -> found.refuse(
                            element.tag() + " is in a route without a smarthost",
                            "write <smarthost>, or remove " + element.tag()));
        }
    }

    private void refusePins(RouteDemand demand) {
        boolean smarthost = route.section(RelaySchema.SMARTHOST).isPresent();
        for (ElementSchema<?> element :
                smarthost ? List.of(RelaySchema.PEER, RelaySchema.PIN) : List.of(RelaySchema.PEER)) {
            route.sections(element)
                    .forEach(found -> found.refuse(
                            element.tag() + " is in a route with the demand " + demand.text()
                                    + ", which does not use pins",
                            "write <demand>pinned</demand>, or remove " + element.tag()));
        }
    }

    private NextHop.Tls tls(Endpoint endpoint) {
        NextHop.Tls usual = endpoint.port() == SUBMISSIONS ? NextHop.Tls.IMPLICIT : NextHop.Tls.STARTTLS;
        return route.value(RelaySchema.TLS).map(ParsedValue::value).orElse(usual);
    }

    /** Whether server, TLS and demand go together. */
    private void check(ParsedValue<Endpoint> smarthost, RouteDemand demand) {
        Endpoint endpoint = smarthost.value();
        if (demand == RouteDemand.VERIFIED && endpoint.host().matches("[0-9.]+")) {
            route.refuse(
                    smarthost,
                    "the demand verified is for a name, and " + endpoint.host() + " is an address",
                    "use the server's name in its certificate, or <demand>pinned</demand>");
        }
        Optional<ParsedValue<NextHop.Tls>> said = route.value(RelaySchema.TLS);
        ParsedValue<?> at = said.<ParsedValue<?>>map(found -> found).orElse(smarthost);
        NextHop.Tls tls = tls(endpoint);
        if (demand == RouteDemand.OPPORTUNISTIC && tls == NextHop.Tls.IMPLICIT) {
            route.refuse(
                    at,
                    "the demand opportunistic allows cleartext if TLS is not offered, but implicit TLS is"
                            + " not offered",
                    "use <demand>required</demand> or a stricter one, or <tls>starttls</tls>");
        }
        if (said.isPresent() && unusual(tls, endpoint.port())) {
            route.warn(
                    at,
                    "at port " + endpoint.port() + " TLS usually begins "
                            + (tls == NextHop.Tls.IMPLICIT ? "by STARTTLS" : "with the first byte"),
                    "remove <tls> unless the server's administrator asks for it; 'sekisho check --network' tests it");
        }
    }

    private static boolean unusual(NextHop.Tls tls, int port) {
        return tls == NextHop.Tls.IMPLICIT ? port == SUBMISSION || port == NextHop.SMTP_PORT : port == SUBMISSIONS;
    }
}
