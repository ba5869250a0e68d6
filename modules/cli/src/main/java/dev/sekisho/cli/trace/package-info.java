// SPDX-License-Identifier: Apache-2.0
/**
 * What happened to a message, from the log and the store.
 *
 * <p>Here: reading the log. Not here: writing it, except for the lines of commands.
 */
package dev.sekisho.cli.trace;
