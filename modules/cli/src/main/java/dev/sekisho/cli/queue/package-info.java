// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho queue}: what is on its way out, why it waits, and what the operator may do about it.
 *
 * <p>The commands work on the store itself; a running server sees what they did within a second.
 */
package dev.sekisho.cli.queue;
