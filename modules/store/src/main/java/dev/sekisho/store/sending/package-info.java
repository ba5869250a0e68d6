// SPDX-License-Identifier: Apache-2.0
/**
 * To how many recipients accounts have sent, limits that an operator gave one account, and which accounts are at their limit.
 *
 * <p>Tables and what is written and read of them at once. Not here: counting in memory, and the decision on a recipient.
 */
package dev.sekisho.store.sending;
