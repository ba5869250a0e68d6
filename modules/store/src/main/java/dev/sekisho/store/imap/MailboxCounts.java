// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * How much is in a mailbox.
 *
 * @param messages all messages
 * @param unseen those without {@code \Seen}
 * @param deleted those with {@code \Deleted}
 * @param recent those that no session has claimed yet (RFC 3501 2.3.2)
 * @param octets the sizes of all messages together (RFC 8438)
 * @param deletedOctets the sizes of those with {@code \Deleted} together (RFC 9208 4.1.4)
 */
public record MailboxCounts(long messages, long unseen, long deleted, long recent, long octets, long deletedOctets) {}
