// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import dev.sekisho.imap.value.NumberRanges;
import dev.sekisho.store.imap.MailboxReader;
import dev.sekisho.store.imap.OpenMailbox;
import dev.sekisho.store.sql.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that are recent to a session: those that it was told of before any other (RFC 3501 2.3.2). A message is recent to one session that
 * has selected its mailbox, and to no other.
 */
final class RecentMessages {
    private static final Logger LOGGER = LoggerFactory.getLogger(RecentMessages.class);

    private final MailboxReader reader;
    private final OpenMailbox opened;
    private final boolean claims;
    private NumberRanges uids;

    /** @param claims false for EXAMINE, which leaves them to others */
    RecentMessages(MailboxReader reader, OpenMailbox opened, boolean claims) {
        this.reader = reader;
        this.opened = opened;
        this.claims = claims;
        this.uids = range(opened.recentFrom(), opened.uidNext() - 1);
    }

    private static NumberRanges range(long first, long last) {
        return first <= last ? NumberRanges.range(Math.max(1, first), last) : NumberRanges.NONE;
    }

    /** The session is to be told of messages that have come. Blocks. If the store fails, they are recent to none, which is better than not to be told. */
    void arrived(NumberRanges arrived) {
        if (arrived.isEmpty()) {
            return;
        }
        try {
            reader.recent(opened.id(), arrived.last(), claims)
                    .ifPresent(first -> uids = uids.union(range(first, arrived.last())));
        } catch (StoreException e) {
            LOGGER.debug("mailbox {}: messages that have come are recent to no session", opened.id(), e);
        }
    }

    boolean contains(long uid) {
        return uids.contains(uid);
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return uids.isEmpty();
    }

    /** How many were recent when the mailbox was opened, without a look at the others. Blocks. */
    long atOpening() {
        return opened.recentFrom() <= 1
                ? opened.messages()
                : reader.count(opened.id(), opened.recentFrom(), opened.uidNext() - 1);
    }

    /** How many of these messages are recent. */
    long among(NumberRanges messages) {
        return messages.intersection(uids).size();
    }
}
