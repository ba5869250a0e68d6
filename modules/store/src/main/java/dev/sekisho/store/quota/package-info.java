// SPDX-License-Identifier: Apache-2.0
/**
 * How much a user may keep, and how much is kept.
 *
 * <p>Limits are rows. What is kept is not counted here: it is the sum of the counters of the owner's mailboxes, which are changed in the same unit of work as the messages, so that it cannot drift.
 */
package dev.sekisho.store.quota;
