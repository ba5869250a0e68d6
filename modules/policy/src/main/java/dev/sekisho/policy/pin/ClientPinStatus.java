// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.pin;

/** What the pins say of the peer behind a TLS session. */
public sealed interface ClientPinStatus {
    /** The peer presented no certificate, or there is no TLS. */
    ClientPinStatus NO_CERTIFICATE = Stranger.NO_CERTIFICATE;
    /** The peer's key is not pinned. */
    ClientPinStatus UNKNOWN_KEY = Stranger.UNKNOWN_KEY;
    /** The peer's key is known, and is revoked, past its end date, or pinned for sending to that peer alone. */
    ClientPinStatus REFUSED_PIN = Stranger.REFUSED_PIN;
    /** The pins cannot be read now, so it is unknown; not the peer's fault. */
    ClientPinStatus PINS_UNREADABLE = Stranger.PINS_UNREADABLE;

    /**
     * The peer's key is pinned and accepted.
     *
     * @param peer who it is
     */
    record Pinned(PinnedPeer peer) implements ClientPinStatus {}

    /** A peer without an accepted pin. */
    enum Stranger implements ClientPinStatus {
        NO_CERTIFICATE,
        UNKNOWN_KEY,
        REFUSED_PIN,
        PINS_UNREADABLE
    }

    /** True if the peer holds an accepted pin. */
    default boolean pinned() {
        return this instanceof Pinned;
    }
}
