// SPDX-License-Identifier: Apache-2.0
/**
 * The rows of mailboxes and messages, and the SQL of their tables.
 *
 * <p>What keeps several tables in step belongs into {@code change}; James' interfaces do not belong here.
 */
package dev.sekisho.store.mailbox.table;
