// SPDX-License-Identifier: Apache-2.0
/**
 * The commands about pins: whose keys are known, for what, and where each stands in its life.
 *
 * <p>Here belongs where a key is read from, what a person is shown and asked, and tables. What may follow upon what is
 * {@link dev.sekisho.policy.pin.PinTransition}'s; rows are the store's.
 */
@NullMarked
package dev.sekisho.cli.pins;

import org.jspecify.annotations.NullMarked;
