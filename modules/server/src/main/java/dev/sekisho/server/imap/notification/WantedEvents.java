// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.notification;

import dev.sekisho.imap.command.NotifyEvent.Kind;
import dev.sekisho.imap.command.NotifyGroup;
import dev.sekisho.imap.command.NotifyMailboxes;
import dev.sekisho.imap.value.MailboxName;
import dev.sekisho.store.imap.UserMailboxes;
import java.util.List;

/** Which events of which mailboxes a client wants to hear of (RFC 5465 6). */
record WantedEvents(List<NotifyGroup> groups) {
    WantedEvents {
        groups = List.copyOf(groups);
    }

    /** True if the client wants to hear of an event of a mailbox. */
    boolean has(Kind event, String name, boolean subscribed) {
        return groups.stream()
                .filter(group -> group.events().stream().anyMatch(wanted -> wanted.kind() == event))
                .anyMatch(group -> covers(group.mailboxes(), name, subscribed));
    }

    private static boolean covers(NotifyMailboxes mailboxes, String name, boolean subscribed) {
        return switch (mailboxes.kind()) {
            case SELECTED, SELECTED_DELAYED -> false;
            // Mail may be delivered to any of them (RFC 5465 6.3).
            case INBOXES, PERSONAL -> true;
            case SUBSCRIBED -> subscribed;
            case MAILBOXES -> mailboxes.names().stream().anyMatch(wanted -> is(wanted, name));
            case SUBTREE ->
                mailboxes.names().stream()
                        .anyMatch(
                                wanted -> is(wanted, name) || name.startsWith(wanted.name() + UserMailboxes.DELIMITER));
        };
    }

    private static boolean is(MailboxName wanted, String name) {
        return wanted.name().equals(name);
    }
}
