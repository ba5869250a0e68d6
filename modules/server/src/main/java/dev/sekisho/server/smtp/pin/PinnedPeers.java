// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.pin;

import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The peers that a listener knows by their keys. Nothing of it blocks.
 *
 * @param book the pins of this moment; asked anew at every MAIL
 * @param seen called with each peer that proved to hold an accepted key
 * @param rates what each peer has begun
 */
public record PinnedPeers(Supplier<PinSet> book, Consumer<PinnedPeer> seen, PeerRateLimiter rates) {}
