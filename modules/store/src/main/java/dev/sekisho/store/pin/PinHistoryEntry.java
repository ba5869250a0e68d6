// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.pin;

import dev.sekisho.policy.pin.Pin;
import java.time.Instant;

/**
 * One thing that happened to a pin. It stays for good.
 *
 * @param pin the pin
 * @param peer the name of the peer
 * @param moment when
 * @param who whose doing it was
 * @param step what was done: add, change, promote, supersede, retire, revoke or seen
 * @param before the state before, empty for a key that was not pinned; of a change the hosts, limits and note
 * @param after the state after, with its end where it has one
 * @param why in the words of whoever did it; may be empty
 */
public record PinHistoryEntry(
        Pin pin, String peer, Instant moment, String who, String step, String before, String after, String why) {}
