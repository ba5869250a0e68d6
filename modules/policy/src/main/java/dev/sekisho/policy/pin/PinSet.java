// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pins that are known at a moment.
 *
 * @param peers the pinned peers, in the order in which they were listed
 * @param complete false if there may be others, which cannot be read now; then no key is accepted, since it may be a revoked one
 */
public record PinSet(List<PinnedPeer> peers, boolean complete) {
    /** A book that knows nobody. */
    public static final PinSet EMPTY = new PinSet(List.of());

    public PinSet {
        peers = List.copyOf(peers);
        long keys = peers.stream().map(PinnedPeer::pin).distinct().count();
        if (keys != peers.size()) {
            throw new IllegalArgumentException("one key is pinned twice; a key has one entry and one state");
        }
    }

    /** A book that can be read. */
    public PinSet(List<PinnedPeer> peers) {
        this(peers, true);
    }

    /** The same pins, with others missing that cannot be read now. */
    public PinSet incomplete() {
        return new PinSet(peers, false);
    }

    /** The pins of both books. A key that stands in both is revoked: it is unknown which entry is meant. */
    public PinSet and(PinSet other) {
        Map<Pin, PinnedPeer> all = new LinkedHashMap<>();
        Stream.concat(peers.stream(), other.peers.stream())
                .forEach(peer ->
                        all.merge(peer.pin(), peer, (first, second) -> first.in(PinState.REVOKED, Optional.empty())));
        return new PinSet(List.copyOf(all.values()), complete && other.complete);
    }

    /**
     * Decides on the key that a TLS client proved to hold.
     *
     * @param presented the pin of the leaf certificate's key; empty if no certificate was presented
     * @param today the current day in UTC
     */
    public ClientPinStatus statusOf(Optional<Pin> presented, LocalDate today) {
        if (presented.isEmpty()) {
            return ClientPinStatus.NO_CERTIFICATE;
        }
        if (!complete) {
            return ClientPinStatus.PINS_UNREADABLE;
        }
        return find(presented.get())
                .<ClientPinStatus>map(peer -> peer.use().incoming() && peer.acceptedOn(today)
                        ? new ClientPinStatus.Pinned(peer)
                        : ClientPinStatus.REFUSED_PIN)
                .orElse(ClientPinStatus.UNKNOWN_KEY);
    }

    /**
     * The entries of a server that mail is sent on to, revoked ones too, so that a message can say what was expected.
     *
     * @param hostOrPeer the host name of the server, or the name of the peer
     */
    public List<PinnedPeer> servers(String hostOrPeer) {
        return peers.stream()
                .filter(peer -> peer.use().outgoing())
                .filter(peer -> peer.servesHost(hostOrPeer) || peer.name().equals(hostOrPeer))
                .toList();
    }

    /**
     * The pins of which a server has to present one; none where nothing is pinned or the book is not complete, and then no server is right.
     *
     * @param hostOrPeer the host name of the server, or the name of the peer
     * @param today the current day in UTC
     */
    public List<Pin> serverPins(String hostOrPeer, LocalDate today) {
        return complete
                ? servers(hostOrPeer).stream()
                        .filter(peer -> peer.acceptedOn(today))
                        .map(PinnedPeer::pin)
                        .toList()
                : List.of();
    }

    /** The peer with this key, in whatever state. */
    public Optional<PinnedPeer> find(Pin pin) {
        return peers.stream().filter(peer -> peer.pin().equals(pin)).findFirst();
    }
}
