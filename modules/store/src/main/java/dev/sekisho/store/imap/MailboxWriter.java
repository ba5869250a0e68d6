// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.StoreException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Changes mailboxes. What a method returns is durable; listeners of {@link MailboxChanges} and James' event bus have been told of it. Every method
 * blocks and throws a {@link StoreException} if the store fails; then nothing was done, unless the method says otherwise. Safe for all threads.
 */
public final class MailboxWriter {

    /** So many messages have their flags changed, or are expunged, in one unit of work. */
    public static final int MOST_IN_A_UNIT = 1000;

    /** So many keywords a mailbox may have. */
    public static final int MOST_KEYWORDS = 1000;

    /** Appends all of these, in their order, or none (RFC 3502). Their UIDs are consecutive. */
    public WriteResult<PlacedMessages> append(MailboxId to, List<NewMailboxMessage> messages) {
        throw new UnsupportedOperationException();
    }

    /** Appends a message and expunges another in one unit of work (RFC 8508). */
    public WriteResult<PlacedMessages> replace(MailboxId from, long uid, MailboxId to, NewMailboxMessage message) {
        throw new UnsupportedOperationException();
    }

    /**
     * Changes the flags of messages, in portions of {@link #MOST_IN_A_UNIT}, each of which is one unit of work: if the store fails, some may be done.
     *
     * @param unchangedSince messages that have changed since this modification sequence are left as they are (RFC 7162 3.1.3)
     * @param changed is told of each message whose flags have become others, after its portion is durable
     */
    public WriteResult<FlagResult> changeFlags(
            MailboxId mailbox,
            UidSet uids,
            FlagChange change,
            OptionalLong unchangedSince,
            Consumer<FlagState> changed) {
        throw new UnsupportedOperationException();
    }

    /** Copies all of these that are there in one unit of work. With none there, nothing is done and {@code uids} is empty. */
    public WriteResult<PlacedMessages> copy(MailboxId from, UidSet uids, MailboxId to) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #copy}, and removes them where they were, in the same unit of work (RFC 6851). */
    public WriteResult<PlacedMessages> move(MailboxId from, UidSet uids, MailboxId to) {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes those of these messages that have {@code \Deleted}, in portions: if the store fails, some may be gone.
     *
     * @param uids {@link UidSet#ALL} for EXPUNGE, others for UID EXPUNGE (RFC 4315 2.1)
     * @return those that were removed
     */
    public WriteResult<UidSet> expunge(MailboxId mailbox, UidSet uids) {
        throw new UnsupportedOperationException();
    }
}
