// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.MailboxName;
import java.util.List;

/**
 * Mailboxes that NOTIFY names (RFC 5465 6).
 *
 * @param kind how they are named
 * @param names the mailboxes, for {@link Kind#SUBTREE} and {@link Kind#MAILBOXES}; empty for the others
 */
public record NotifyMailboxes(Kind kind, List<MailboxName> names) {
    /** How they are named. */
    public enum Kind {
        /** The selected mailbox; it is told at once. */
        SELECTED,
        /** The selected mailbox; expunges are told only where they would be without NOTIFY. */
        SELECTED_DELAYED,
        /** Those to which mail may be delivered. */
        INBOXES,
        /** All of the user's own. */
        PERSONAL,
        /** All subscribed ones. */
        SUBSCRIBED,
        /** Those named, and all below. */
        SUBTREE,
        /** Those named. */
        MAILBOXES
    }

    public NotifyMailboxes {
        names = List.copyOf(names);
    }
}
