// SPDX-License-Identifier: Apache-2.0
/**
 * The commands {@code explain} and {@code prove}: what a port promises, and whether it keeps the promise.
 *
 * <p>Here: arguments and output. Not here: the connections of a proof, which are in {@code prove}.
 */
package dev.sekisho.cli.ports;
