// SPDX-License-Identifier: Apache-2.0
/**
 * The pinned keys of peers: whose each is, its use, its state, and its history.
 *
 * <p>{@link dev.sekisho.store.pin.PinStore} changes them, by the transitions of {@link dev.sekisho.policy.pin.PinTransition};
 * {@link dev.sekisho.store.pin.PinBookCache} has the pins that a running server uses, at most a second old. Which key a peer
 * presents, and what a refusal says, is not known here.
 */
package dev.sekisho.store.pin;
