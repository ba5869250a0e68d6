// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;

/**
 * All mailboxes of an owner.
 *
 * @param mailboxes in the order of their names
 * @param missing names that are subscribed to, of which there is no mailbox (RFC 5258, {@code \NonExistent})
 */
public record MailboxListing(List<MailboxEntry> mailboxes, List<String> missing) {
    /** Copies both. */
    public MailboxListing {
        mailboxes = List.copyOf(mailboxes);
        missing = List.copyOf(missing);
    }
}
