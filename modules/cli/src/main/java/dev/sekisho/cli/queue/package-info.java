// SPDX-License-Identifier: Apache-2.0
/**
 * {@code sekisho queue}: outgoing mail, why it waits, and what the operator can do about it.
 *
 * <p>The commands work on the store. A running server sees their changes within a second.
 */
package dev.sekisho.cli.queue;
