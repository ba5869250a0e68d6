// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import java.util.List;

/**
 * Events of some mailboxes of which a client wants to hear (RFC 5465 3).
 *
 * @param mailboxes which mailboxes
 * @param events which events; empty for NONE
 */
public record NotifyGroup(NotifyMailboxes mailboxes, List<NotifyEvent> events) {
    public NotifyGroup {
        events = List.copyOf(events);
    }
}
