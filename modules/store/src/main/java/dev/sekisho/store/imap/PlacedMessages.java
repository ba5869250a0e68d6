// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/**
 * Where messages have come to: what {@code APPENDUID} and {@code COPYUID} tell (RFC 4315 3).
 *
 * @param uidValidity of the mailbox they came to
 * @param source the UIDs they had where they came from; empty for APPEND
 * @param uids the UIDs they have now, in the same order
 * @param highestModSeq of the mailbox they came to, after it
 */
public record PlacedMessages(MailboxId to, long uidValidity, UidSet source, UidSet uids, long highestModSeq) {}
