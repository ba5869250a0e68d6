// SPDX-License-Identifier: Apache-2.0
/**
 * Mailboxes, the messages in them, rights, subscriptions and annotations, as James' mailbox library wants them stored; here, what a user has of all
 * that. Folders, each knowing those before it alone: {@code table} has rows and SQL, {@code change} what is done to messages within a unit,
 * {@code message} James' view of one message, {@code mapper} James' mappers, {@code manager} James' managers; {@code delivery} brings mail in.
 *
 * <p>UIDs, modification sequences (RFC 7162) and counters are given out and kept by the database, in the unit of work that changes the messages;
 * nothing is locked in this process. Events leave after the unit has been committed, never within it.
 */
package dev.sekisho.store.mailbox;
