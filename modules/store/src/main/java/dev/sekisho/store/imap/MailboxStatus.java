// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * What STATUS tells of a mailbox (RFC 9051 6.3.11, RFC 7162 3.1.7, RFC 8474 4.3), as of one moment.
 *
 * @param uidNext the next message gets this UID or a higher one
 * @param highestModSeq no message and no expunge has a higher modification sequence; at least 1
 */
public record MailboxStatus(MailboxId id, long uidValidity, long uidNext, long highestModSeq, MailboxCounts counts) {}
