// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.pin;

import dev.sekisho.policy.pin.PinnedPeer;

/** The text of a pin's state in a problem. */
public final class PinStateText {
    private PinStateText() {}

    /** {@code active}, or {@code retiring until 2027-01-31}. */
    public static String of(PinnedPeer peer) {
        return peer.state().text() + peer.until().map(day -> " until " + day).orElse("");
    }
}
