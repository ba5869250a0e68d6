// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on pins: which keys are known, for which use, and in which state.
 *
 * <p>Here: reading a key, questions and output. Not here: the rules of states, which are in {@link dev.sekisho.policy.pin.PinTransition}, and
 * the rows, which are the store's.
 */
package dev.sekisho.cli.pin;
