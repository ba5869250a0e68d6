// SPDX-License-Identifier: Apache-2.0
/**
 * Brings messages from the queue into INBOXes, in the transaction that removes them from the queue.
 *
 * <p>What a mailet says to James does not belong here.
 */
package dev.sekisho.store.mailbox.delivery;
