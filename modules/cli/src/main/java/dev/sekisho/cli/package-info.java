// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: finds the command that was typed, and runs it.
 *
 * <p>Nothing else. What commands share is in {@code terminal} (what people and programs read) and {@code command} (what is typed, the home
 * folder, the log). Each group of commands has its own package and uses only the public parts of other groups.
 */
package dev.sekisho.cli;
