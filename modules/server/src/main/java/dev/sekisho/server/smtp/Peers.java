// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.policy.PinBook;
import dev.sekisho.policy.PinnedPeer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The peers that a listener knows by their keys. Nothing of it blocks.
 *
 * @param book the pins of this moment; asked anew at every MAIL
 * @param seen told of a peer that proved to hold an accepted key
 * @param rates what each peer has begun
 */
public record Peers(Supplier<PinBook> book, Consumer<PinnedPeer> seen, PeerRates rates) {}
