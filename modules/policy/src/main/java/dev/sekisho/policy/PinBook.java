// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The pins that a listener knows.
 *
 * @param peers the pinned peers, in the order in which they were listed
 */
public record PinBook(List<PinnedPeer> peers) {
    /** A book that knows nobody. */
    public static final PinBook EMPTY = new PinBook(List.of());

    public PinBook {
        peers = List.copyOf(peers);
        long keys = peers.stream().map(PinnedPeer::pin).distinct().count();
        if (keys != peers.size()) {
            throw new IllegalArgumentException("one key is pinned twice; a key has one entry and one state");
        }
    }

    /**
     * Judges the key that a TLS client proved to hold.
     *
     * @param presented the pin of the leaf certificate's key; empty if no certificate was presented
     * @param today the current day in UTC
     */
    public PeerStanding judge(Optional<Pin> presented, LocalDate today) {
        if (presented.isEmpty()) {
            return PeerStanding.NO_CERTIFICATE;
        }
        return find(presented.get())
                .<PeerStanding>map(
                        peer -> peer.acceptedOn(today) ? new PeerStanding.Pinned(peer) : PeerStanding.REFUSED_PIN)
                .orElse(PeerStanding.UNKNOWN_KEY);
    }

    /** The peer with this key, in whatever state. */
    public Optional<PinnedPeer> find(Pin pin) {
        return peers.stream().filter(peer -> peer.pin().equals(pin)).findFirst();
    }
}
