// SPDX-License-Identifier: Apache-2.0
/**
 * Pins that are listed in XML: where they are, how problems name them, and which the store has too.
 *
 * <p>Not here: what a pin is (module policy), and the elements that list one.
 */
package dev.sekisho.config.pin;
