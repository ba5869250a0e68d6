// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.fetch.FetchItem;
import java.util.List;

/**
 * An event of which a client wants to hear (RFC 5465 5).
 *
 * @param kind which
 * @param items what is to be told of a new message of the selected mailbox; empty for the others
 */
public record NotifyEvent(Kind kind, List<FetchItem> items) {
    /** The events there are. */
    public enum Kind {
        MESSAGE_NEW,
        MESSAGE_EXPUNGE,
        FLAG_CHANGE,
        ANNOTATION_CHANGE,
        MAILBOX_NAME,
        SUBSCRIPTION_CHANGE,
        MAILBOX_METADATA_CHANGE,
        SERVER_METADATA_CHANGE
    }

    public NotifyEvent {
        items = List.copyOf(items);
    }
}
