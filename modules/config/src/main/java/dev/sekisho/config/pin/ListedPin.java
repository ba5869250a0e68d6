// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.pin;

import dev.sekisho.config.problem.SourcePosition;
import dev.sekisho.policy.pin.PinnedPeer;

/**
 * A pin that is listed in the XML, where no command changes it.
 *
 * @param where the listener or the route it holds for, such as {@code listener relay}
 * @param peer whose it is
 * @param position where it stands
 */
public record ListedPin(String where, PinnedPeer peer, SourcePosition position) {}
