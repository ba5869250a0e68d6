// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pins;

import dev.sekisho.policy.PinnedPeer;
import java.time.Instant;
import java.util.Optional;

/**
 * A pin in the store.
 *
 * @param peer who holds the key, for what, and the pin's state
 * @param note the owner's note: whom to call, which machine it is; may be empty
 * @param added when it was entered
 * @param firstSeen when a peer first proved to hold the key
 * @param lastSeen when one last did, to the hour
 */
public record StoredPin(
        PinnedPeer peer, String note, Instant added, Optional<Instant> firstSeen, Optional<Instant> lastSeen) {}
