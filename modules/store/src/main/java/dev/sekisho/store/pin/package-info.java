// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of peers: who holds them, what each is for, where it stands in its life, and all that ever happened to it.
 *
 * <p>{@link dev.sekisho.store.pin.PinStore} changes them, by the transitions of {@link dev.sekisho.policy.pin.PinTransition};
 * {@link dev.sekisho.store.pin.PinBookCache} has the pins that a running server uses, at most a second old. Which key a peer
 * presents, and what a refusal says, is not known here.
 */
@NullMarked
package dev.sekisho.store.pin;

import org.jspecify.annotations.NullMarked;
