// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: picks the command that is typed, and runs it.
 *
 * <p>Only that. What commands have in common is in {@code terminal} (what people and programs read) and {@code command} (what is typed, the
 * home folder, the log); each group of commands has a package of its own, and knows no other group but for what it says in public.
 */
package dev.sekisho.cli;
