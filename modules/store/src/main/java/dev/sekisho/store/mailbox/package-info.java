// SPDX-License-Identifier: Apache-2.0
/**
 * Mailboxes, the messages in them, rights, subscriptions and annotations, as James' mailbox library wants them stored.
 *
 * <p>UIDs, modification sequences (RFC 7162) and counters are given out and kept by the database, in the unit of work that changes the messages; nothing is locked in this process. The {@code ...Table} classes hold the SQL, the {@code Sql...} classes are James' views. Events leave after the unit has been committed, never within it.
 */
@NullMarked
package dev.sekisho.store.mailbox;

import org.jspecify.annotations.NullMarked;
