// SPDX-License-Identifier: Apache-2.0
/**
 * Pins: the keys of peers, their life, and what a pinned peer may send.
 *
 * <p>Values and the transitions of a pin. Not here: certificates, handshakes, and where pins are stored.
 */
package dev.sekisho.policy.pin;
