// SPDX-License-Identifier: Apache-2.0
/**
 * What commands share besides the terminal: the home folder, options, typed addresses and listeners, the log.
 *
 * <p>Not here: opening the store ({@code store}), and what only one group of commands needs.
 */
package dev.sekisho.cli.command;
