// SPDX-License-Identifier: Apache-2.0
/**
 * Mailboxes as IMAP needs them: {@link dev.sekisho.store.imap.UserMailboxes} has the names, {@link
 * dev.sekisho.store.imap.MailboxReader} what is in a mailbox and how it changes, {@link dev.sekisho.store.imap.MailboxWriter} changes it,
 * {@link dev.sekisho.store.imap.MailboxChanges} tells that something has changed. All of it blocks, unless it says otherwise.
 *
 * <p>It goes beside James' interfaces, over the same tables; no type of James' but {@code Username} is in it. What a session remembers, and what
 * it may tell its client when, does not belong here.
 */
package dev.sekisho.store.imap;
