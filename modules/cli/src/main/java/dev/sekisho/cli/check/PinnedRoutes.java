// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.queue.ServerPins;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The routes that demand a pinned key, and the keys that are pinned for them.
 *
 * @param routes all routes
 * @param stored the pins of the store
 * @param clock for pins that end
 */
record PinnedRoutes(List<Route> routes, List<PinnedPeer> stored, Clock clock) {
    private static final SourcePosition FILE = SourcePosition.ofFile("relay.xml");

    /** Warns of routes whose mail would be held, or is one lost key away from that. */
    void look(ProblemList problems) {
        routes.stream().filter(route -> route.demand() == RouteDemand.PINNED).forEach(route -> look(route, problems));
    }

    private void look(Route route, ProblemList problems) {
        String where = "route " + route.name();
        if (route.nextHop() instanceof NextHop.Smarthost smarthost) {
            Set<Pin> expected = expected(route, smarthost.host());
            if (expected.isEmpty()) {
                problems.warn(
                        FILE,
                        where,
                        "it demands a pinned key, and none is pinned for " + smarthost.host()
                                + ": all mail by this route is held",
                        "'sekisho pin add NAME " + smarthost.host() + ":" + smarthost.port() + "'");
            } else if (expected.size() == 1) {
                only(route).ifPresent(pin -> single(pin, smarthost.host(), where, problems));
            }
        } else if (stored.stream().noneMatch(peer -> peer.use().outgoing() && peer.acceptedOn(today()))) {
            problems.warn(
                    FILE,
                    where,
                    "it demands pinned keys, and no server's key is pinned: all mail by this route is held",
                    "'sekisho pin add NAME HOST:25' for each server that it goes to");
        }
    }

    /** The keys that a route accepts from a server, as when mail is sent. */
    Set<Pin> expected(Route route, String host) {
        return new ServerPins(() -> new PinSet(stored), peer -> {}, clock).expected(route, host);
    }

    private static void single(PinnedPeer pin, String host, String where, ProblemList problems) {
        if (pin.state() == PinState.NEXT) {
            problems.warn(
                    FILE,
                    where,
                    "its one pin for " + host + " is a next one: while the server has another key, mail is held",
                    "also list the pin of the key that the server has now");
        } else {
            problems.warn(
                    FILE,
                    where,
                    "it has one pin for " + host + (pin.state() == PinState.RETIRING ? ", a retiring one," : "")
                            + " and no next one: once the key changes, mail is held",
                    "list the pin of its next key with state=\"next\"");
        }
    }

    /** The pin of the XML that is accepted; what stands in the store alone is warned of there. */
    private Optional<PinnedPeer> only(Route route) {
        return route.pins().stream().filter(peer -> peer.acceptedOn(today())).findFirst();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
