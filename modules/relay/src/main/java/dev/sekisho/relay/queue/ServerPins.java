// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinnedPeer;
import dev.sekisho.policy.route.Route;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which keys a server may have: those that the store knows for its name or for the route's peer, and those that the route lists.
 *
 * @param known the present pins
 * @param seen is called with each peer that proved to hold its key
 * @param clock says what day it is
 */
public record ServerPins(Supplier<PinSet> known, Consumer<PinnedPeer> seen, Clock clock) {

    /** The pins that would do at a server of a route. */
    public Set<Pin> expected(Route route, String host) {
        Set<Pin> pins = new HashSet<>(book(route).serverPins(host, today()));
        route.peer().ifPresent(peer -> pins.addAll(book(route).serverPins(peer, today())));
        return pins;
    }

    private PinSet book(Route route) {
        return known.get().and(new PinSet(route.pins()));
    }

    /** A server has proved to hold this key. */
    public void proved(Route route, String host, Optional<Pin> presented) {
        LocalDate today = today();
        PinSet book = book(route);
        Stream.concat(book.servers(host).stream(), route.peer().stream().flatMap(peer -> book.servers(peer).stream()))
                .distinct()
                .filter(peer -> presented.filter(peer.pin()::equals).isPresent() && peer.acceptedOn(today))
                .filter(peer ->
                        route.pins().stream().noneMatch(ofRoute -> ofRoute.pin().equals(peer.pin())))
                .forEach(seen);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
