// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.config.RelayTable.Endpoint;
import dev.sekisho.config.schema.Found;
import dev.sekisho.config.schema.Section;
import dev.sekisho.policy.PeerLimits;
import dev.sekisho.policy.PinState;
import dev.sekisho.policy.PinUse;
import dev.sekisho.policy.PinnedPeer;
import dev.sekisho.policy.route.AuthMechanism;
import dev.sekisho.policy.route.DestinationLimits;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteAuth;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.policy.route.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code relay.xml}.
 *
 * @param files finds the files that it names
 */
record RelayFile(NamedFiles files) {
    private static final int SUBMISSIONS = 465;

    /** What a checked file says; the default stands for what is refused. */
    RelayConfiguration read(Section file) {
        List<Route> routes = new ArrayList<>();
        Map<String, PasswordSource> passwords = new HashMap<>();
        List<ListedPeer> listed = new ArrayList<>();
        for (Section section : file.sections(RelayTable.ROUTE)) {
            Section named = new Section(section.xml(), "route " + name(section), section.problems());
            route(named, passwords, listed).ifPresent(route -> addOnce(routes, route, named));
        }
        return new RelayConfiguration(
                routes(file, routes),
                passwords,
                listed,
                schedule(file),
                new DestinationLimits(connections(file), messages(file)));
    }

    private static int connections(Section file) {
        return file.value(RelayTable.CONNECTIONS).map(Found::value).orElse(DestinationLimits.DEFAULT.connections());
    }

    private static int messages(Section file) {
        return file.value(RelayTable.MESSAGES).map(Found::value).orElse(DestinationLimits.DEFAULT.messages());
    }

    private static String name(Section section) {
        return section.attribute(RelayTable.NAME).map(Found::value).orElse("");
    }

    private static void addOnce(List<Route> routes, Route route, Section section) {
        if (routes.stream().anyMatch(other -> other.name().equals(route.name()))) {
            section.refuse("the route " + route.name() + " stands a second time", "give it another name");
        } else {
            routes.add(route);
        }
    }

    private static Routes routes(Section file, List<Route> routes) {
        if (file.sections(RelayTable.ROUTE).isEmpty()) {
            return Routes.DEFAULT;
        }
        if (routes.isEmpty() || !routes.get(routes.size() - 1).takesAll()) {
            if (routes.size() == file.sections(RelayTable.ROUTE).size()) {
                file.refuse(
                        "the last route does not take all mail",
                        "end with a <route> that has neither <sender> nor <recipient>");
            }
            return Routes.DEFAULT;
        }
        return new Routes(routes);
    }

    private Optional<Route> route(Section section, Map<String, PasswordSource> passwords, List<ListedPeer> listed) {
        Optional<Found<Endpoint>> smarthost = section.value(RelayTable.SMARTHOST);
        boolean malformed =
                smarthost.isEmpty() && section.section(RelayTable.SMARTHOST).isPresent();
        if (malformed || name(section).isEmpty()) {
            return Optional.empty();
        }
        NextHop hop = smarthost
                .<NextHop>map(found -> smarthost(section, found.value()))
                .orElse(new NextHop.Mx(NextHop.SMTP_PORT));
        RouteDemand demand = section.value(RelayTable.DEMAND)
                .map(Found::value)
                .orElse(smarthost.isPresent() ? RouteDemand.VERIFIED : RouteDemand.OPPORTUNISTIC);
        refuseWhatNeedsASmarthost(section, smarthost.isPresent());
        Optional<RouteAuth> auth = auth(section, demand, passwords);
        try {
            return Optional.of(new Route(
                    name(section),
                    section.values(RelayTable.SENDER).stream().map(Found::value).toList(),
                    section.values(RelayTable.RECIPIENT).stream()
                            .map(Found::value)
                            .toList(),
                    hop,
                    demand,
                    smarthost.isPresent() ? auth : Optional.empty(),
                    section.value(RelayTable.PEER).map(Found::value),
                    smarthost.isPresent()
                            ? pins(section, smarthost.get().value().host(), listed)
                            : List.of()));
        } catch (IllegalArgumentException contradiction) {
            section.refuse(String.valueOf(contradiction.getMessage()), "change one of the two");
            return Optional.empty();
        }
    }

    private static NextHop smarthost(Section section, Endpoint endpoint) {
        NextHop.Tls usual = endpoint.port() == SUBMISSIONS ? NextHop.Tls.IMPLICIT : NextHop.Tls.STARTTLS;
        return new NextHop.Smarthost(
                endpoint.host(),
                endpoint.port(),
                section.value(RelayTable.TLS).map(Found::value).orElse(usual));
    }

    private static void refuseWhatNeedsASmarthost(Section section, boolean smarthost) {
        for (var element : List.of(RelayTable.TLS, RelayTable.USER, RelayTable.PASSWORD, RelayTable.PIN)) {
            section.section(element)
                    .filter(found -> !smarthost)
                    .ifPresent(found -> found.refuse(
                            element.tag() + " stands in a route without a smarthost",
                            "write <smarthost>, or remove " + element.tag()));
        }
    }

    private Optional<RouteAuth> auth(Section section, RouteDemand demand, Map<String, PasswordSource> passwords) {
        Optional<Found<String>> user = section.value(RelayTable.USER);
        Optional<Section> password = section.section(RelayTable.PASSWORD);
        if (user.isPresent() != password.isPresent()) {
            section.refuse("<user> and <password> stand for each other", "write both, or neither");
        }
        if (user.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        if (!demand.insistsOnTls()) {
            section.refuse(
                    user.get(),
                    "the demand " + demand.text() + " would let the password go in cleartext",
                    "use <demand>pinned</demand>, verified or required");
            return Optional.empty();
        }
        files.password(password.get()).ifPresent(source -> passwords.put(name(section), source));
        List<AuthMechanism> mechanisms =
                section.values(RelayTable.MECHANISM).stream().map(Found::value).toList();
        return Optional.of(
                mechanisms.isEmpty()
                        ? RouteAuth.of(user.get().value())
                        : new RouteAuth(user.get().value(), mechanisms));
    }

    private static List<PinnedPeer> pins(Section section, String host, List<ListedPeer> listed) {
        List<PinnedPeer> pins = new ArrayList<>();
        for (Section pin : section.sections(RelayTable.PIN)) {
            PinState state =
                    pin.attribute(RelayTable.PIN_STATE).map(Found::value).orElse(PinState.ACTIVE);
            try {
                pin.text(RelayTable.PIN).ifPresent(found -> {
                    PinnedPeer peer = new PinnedPeer(
                            section.value(RelayTable.PEER).map(Found::value).orElse(host),
                            found.value(),
                            state,
                            pin.attribute(RelayTable.PIN_UNTIL).map(Found::value),
                            PinUse.OUTGOING,
                            List.of(host),
                            PeerLimits.NONE);
                    pins.add(peer);
                    listed.add(new ListedPeer("route " + name(section), peer, found.position()));
                });
            } catch (IllegalArgumentException contradiction) {
                pin.refuse(String.valueOf(contradiction.getMessage()), "remove until, or write state=\"retiring\"");
            }
        }
        return pins;
    }

    private static Schedule schedule(Section file) {
        List<Duration> delays =
                file.values(RelayTable.RETRY).stream().map(Found::value).toList();
        try {
            return new Schedule(
                    delays.isEmpty() ? Schedule.DEFAULT.delays() : delays,
                    file.value(RelayTable.LIFETIME).map(Found::value).orElse(Schedule.DEFAULT.lifetime()),
                    file.value(RelayTable.WARN_AFTER).map(Found::value).orElse(Schedule.DEFAULT.warnAfter()),
                    file.value(RelayTable.RECHECK).map(Found::value).orElse(Schedule.DEFAULT.recheck()));
        } catch (IllegalArgumentException contradiction) {
            file.refuse(
                    String.valueOf(contradiction.getMessage()), "make the lifetime longer, or the first retry shorter");
            return Schedule.DEFAULT;
        }
    }
}
