// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import dev.sekisho.policy.limit.PeerLimits;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A peer known by its key.
 *
 * @param name what the operator calls the peer; it stands in {@code Received} and the log
 * @param pin the pin of the peer's key
 * @param state where the pin stands in its life
 * @param until the last day on which a retiring pin is accepted, in UTC; empty means no end was set
 * @param use what the pin is for
 * @param hosts the host names of the server that mail is sent on to, in lower case; none for a peer that only relays in
 * @param limits what the peer may send through this server
 */
public record PinnedPeer(
        String name,
        Pin pin,
        PinState state,
        Optional<LocalDate> until,
        PinUse use,
        List<String> hosts,
        PeerLimits limits) {
    public PinnedPeer {
        hosts = hosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        if (name.isBlank()) {
            throw new IllegalArgumentException("a pinned peer needs a name");
        }
        if (until.isPresent() && state != PinState.RETIRING) {
            throw new IllegalArgumentException("only a retiring pin has an end date, this one is " + state.text());
        }
        if (use.outgoing() == hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "only a server to which mail is sent has a host; this one is for " + use.text());
        }
        if (!use.incoming() && !limits.equals(PeerLimits.NONE)) {
            throw new IllegalArgumentException("only a peer that may relay has limits");
        }
    }

    /** A peer that may relay in, without limits of its own. */
    public PinnedPeer(String name, Pin pin, PinState state, Optional<LocalDate> until) {
        this(name, pin, state, until, PinUse.INCOMING, List.of(), PeerLimits.NONE);
    }

    /** A peer that may relay in, with its pin in the given state and no end date. */
    public static PinnedPeer of(String name, Pin pin, PinState state) {
        return new PinnedPeer(name, pin, state, Optional.empty());
    }

    /** The same peer with its pin in another state. */
    public PinnedPeer in(PinState newState, Optional<LocalDate> newUntil) {
        return new PinnedPeer(name, pin, newState, newUntil, use, hosts, limits);
    }

    /** Whether the key is accepted on a day. */
    public boolean acceptedOn(LocalDate today) {
        return switch (state) {
            case NEXT, ACTIVE -> true;
            case RETIRING -> until.isEmpty() || !today.isAfter(until.get());
            case REVOKED -> false;
        };
    }

    /** Whether this is the server of that host name; upper and lower case are the same. */
    public boolean servesHost(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** True if this key is for all that the other is for, and so can take its place: the same peer, each of its ways, each of its hosts. */
    public boolean covers(PinnedPeer other) {
        return name.equals(other.name) && use.and(other.use) == use && hosts.containsAll(other.hosts);
    }

    /** True if the two keys follow each other: the same peer, for the same purpose. */
    public boolean sameSet(PinnedPeer other) {
        return name.equals(other.name) && use == other.use && hosts.equals(other.hosts);
    }
}
