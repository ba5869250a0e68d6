// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.value.MailboxName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
        MAILBOXES;

        /** The kind of a word, in any case of letters; empty if there is none. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().replace('_', '-').equalsIgnoreCase(word))
                    .findFirst();
        }

        /** True of the selected mailbox, false of others. */
        public boolean ofSelected() {
            return this == SELECTED || this == SELECTED_DELAYED;
        }
    }

    public NotifyMailboxes {
        names = List.copyOf(names);
    }
}
