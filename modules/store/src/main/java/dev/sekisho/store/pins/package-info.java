// SPDX-License-Identifier: Apache-2.0
/**
 * The keys of peers: who holds them, what each is for, where it stands in its life, and all that ever happened to it.
 *
 * <p>{@link dev.sekisho.store.pins.PinStore} changes them, by the transitions of {@link dev.sekisho.policy.pin.PinTransition};
 * {@link dev.sekisho.store.pins.PinBookCache} is what a running server judges by, at most a second old. Which key a peer
 * presents, and what a refusal says, is not known here.
 */
@NullMarked
package dev.sekisho.store.pins;

import org.jspecify.annotations.NullMarked;
