// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.pin;

import dev.sekisho.config.pin.ListedPin;
import dev.sekisho.policy.limit.PeerLimits;
import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.pin.PinState;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys that a peer is known by. Whoever has a further one is the same peer, and may send no more than it might before.
 *
 * @param keys the oldest first, revoked ones too
 */
record PeerKeys(List<PinnedPeer> keys) {
    PeerKeys {
        keys = List.copyOf(keys);
    }

    /** Those of one peer; what stands in the XML counts as older than the store's. */
    static PeerKeys of(String name, List<ListedPin> listed, List<PinnedPeer> stored) {
        return new PeerKeys(Stream.concat(listed.stream().map(ListedPin::peer), stored.stream())
                .filter(peer -> peer.name().equals(name))
                .toList());
    }

    /** The limits of this key if none are given: its present ones, otherwise those of the peer's newest key that has limits. */
    PeerLimits limits(Pin pin) {
        return keys.stream()
                .filter(peer -> peer.pin().equals(pin) && peer.use().incoming() && peer.state() != PinState.REVOKED)
                .findFirst()
                .map(PinnedPeer::limits)
                .orElseGet(() -> newest(false)
                        .or(() -> isLetIn() ? Optional.empty() : newest(true))
                        .orElse(PeerLimits.NONE));
    }

    /** Whether it may relay in by some key: then the limits of that key count, even if it has none. */
    private boolean isLetIn() {
        return keys.stream().anyMatch(peer -> peer.use().incoming() && peer.state() != PinState.REVOKED);
    }

    /** What was allowed by a revoked key counts where no other lets the peer in. */
    private Optional<PeerLimits> newest(boolean revoked) {
        return keys.stream()
                .filter(peer -> (peer.state() == PinState.REVOKED) == revoked)
                .map(PinnedPeer::limits)
                .filter(limits -> !limits.equals(PeerLimits.NONE))
                .reduce((older, newer) -> newer);
    }
}
