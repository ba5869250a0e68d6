// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.cert;

import dev.sekisho.policy.pin.Pin;

/** What a new key means for peers that pinned the old one. */
final class PinChangeWarning {
    private PinChangeWarning() {}

    static String words(Pin before, Pin after) {
        return "the key changed, and so did its pin\n"
                + "  old pin: " + before + "\n"
                + "  new pin: " + after + "\n"
                + "  a peer that pinned the old one refuses the new one: each such peer must add the new pin"
                + " (Sekisho: as its next pin; Postfix: as a further fingerprint), and may drop the old one afterwards";
    }
}
