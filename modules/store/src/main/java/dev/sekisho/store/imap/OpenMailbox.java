// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;

/**
 * A mailbox as it was at the moment of its opening; {@link MailboxReader#uids} tells which messages it had then.
 *
 * @param uidNext all messages have lower UIDs, all that come later this one or higher ones
 * @param highestModSeq the state that {@link MailboxReader#changesSince} goes on from
 * @param messages how many there are
 * @param recentFrom messages with this UID or a higher one are recent to the session that has opened it (RFC 3501 2.3.2)
 * @param keywords those that messages have or once had, as they were first written
 */
public record OpenMailbox(
        MailboxId id,
        long uidValidity,
        long uidNext,
        long highestModSeq,
        long messages,
        long recentFrom,
        List<String> keywords) {
    /** Copies the list. */
    public OpenMailbox {
        keywords = List.copyOf(keywords);
    }
}
