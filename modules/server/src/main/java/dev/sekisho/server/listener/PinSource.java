// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.policy.pin.PinSet;
import dev.sekisho.policy.pin.PinnedPeer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The pins of the store.
 *
 * @param book those of this moment
 * @param seen called with each peer that proved to hold an accepted key
 */
public record PinSource(Supplier<PinSet> book, Consumer<PinnedPeer> seen) {}
