// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config;

import dev.sekisho.policy.PinnedPeer;

/** How the state of a pin is told in a problem. */
final class PinText {
    private PinText() {}

    /** {@code active}, or {@code retiring until 2027-01-31}. */
    static String of(PinnedPeer peer) {
        return peer.state().text() + peer.until().map(day -> " until " + day).orElse("");
    }
}
