// SPDX-License-Identifier: Apache-2.0
/**
 * What commands have in common besides the terminal: the home folder, options, addresses and listeners that are typed, the log.
 *
 * <p>Here does not belong the opening of the store, which is {@code store}'s, nor what only one group of commands needs.
 */
package dev.sekisho.cli.command;
