// SPDX-License-Identifier: Apache-2.0
/**
 * What became of a message, put together from the log and the store.
 *
 * <p>Here belongs what reads the log. What writes it, but for the commands, does not.
 */
@NullMarked
package dev.sekisho.cli.trace;

import org.jspecify.annotations.NullMarked;
