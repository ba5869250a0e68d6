// SPDX-License-Identifier: Apache-2.0
/**
 * The events of James' event bus that a listener could not take, kept to be delivered again.
 *
 * <p>Only the table of dead letters; the bus itself is James'.
 */
package dev.sekisho.store.deadletter;
