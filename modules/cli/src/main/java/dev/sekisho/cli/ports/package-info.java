// SPDX-License-Identifier: Apache-2.0
/**
 * The commands {@code explain} and {@code prove}: what a port promises, and whether it keeps that.
 *
 * <p>Here belong what is typed and what is printed. The connections of a proof are {@code prove}'s.
 */
package dev.sekisho.cli.ports;
