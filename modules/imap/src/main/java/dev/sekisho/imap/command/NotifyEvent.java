// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.imap.command;

import dev.sekisho.imap.fetch.FetchItem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An event of which a client wants to hear (RFC 5465 5).
 *
 * @param kind which
 * @param items what is to be told of a new message of the selected mailbox; empty for the others
 */
public record NotifyEvent(Kind kind, List<FetchItem> items) {
    /** The events that are told of. */
    public enum Kind {
        MESSAGE_NEW("MessageNew", true),
        MESSAGE_EXPUNGE("MessageExpunge", true),
        FLAG_CHANGE("FlagChange", true),
        MAILBOX_NAME("MailboxName", false),
        SUBSCRIPTION_CHANGE("SubscriptionChange", false);

        private final String word;
        private final boolean ofMessages;

        Kind(String word, boolean ofMessages) {
            this.word = word;
            this.ofMessages = ofMessages;
        }

        /** The event of a word, in any case of letters; empty if there is none. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equalsIgnoreCase(word))
                    .findFirst();
        }

        /** The words of all events. */
        public static List<String> words() {
            return Arrays.stream(values()).map(kind -> kind.word).toList();
        }

        /** True of events of messages, false of those of mailboxes. */
        public boolean ofMessages() {
            return ofMessages;
        }
    }

    public NotifyEvent {
        items = List.copyOf(items);
    }
}
