// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.StoreException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads mailboxes. Every method blocks and throws a {@link StoreException} if the store fails. No connection is held between calls. Safe for all
 * threads.
 */
public final class MailboxReader {

    /**
     * Opens a mailbox; its messages are not read.
     *
     * @param claimsRecent whether this session takes the messages that are recent (SELECT), or leaves them to another (EXAMINE)
     * @return empty if there is no such mailbox
     */
    public Optional<OpenMailbox> open(MailboxId mailbox, boolean claimsRecent) {
        throw new UnsupportedOperationException();
    }

    /**
     * The UIDs of the messages that a mailbox had when it was opened, whatever has come and gone since.
     *
     * @return empty if the mailbox is no more, or was opened so long ago that this is no longer known: open it anew
     */
    public Optional<UidSet> uids(OpenMailbox opened) {
        throw new UnsupportedOperationException();
    }

    /**
     * What has changed since.
     *
     * @param modSeq a modification sequence that was told of this mailbox, or 0 for all that is there
     * @return empty if the mailbox is no more
     */
    public Optional<MailboxDelta> changesSince(MailboxId mailbox, long modSeq) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #messages}, flags alone. */
    public MessageCursor<FlagState> flags(MailboxId mailbox, UidSet uids) {
        throw new UnsupportedOperationException();
    }

    /**
     * Messages in the order of their UIDs, read some at a time as they are asked for; those that are no more are left out.
     *
     * @param withSummaries whether their summaries are read too
     */
    public MessageCursor<StoredMessage> messages(MailboxId mailbox, UidSet uids, boolean withSummaries) {
        throw new UnsupportedOperationException();
    }

    /** All octets of a message, read as they are asked for. It throws an {@code IOException} if the message is no more. */
    public InputStream open(MessageContent content) {
        throw new UnsupportedOperationException();
    }

    /**
     * Some octets of a message; what is before them is not read.
     *
     * @param offset the first octet, counted from 0
     * @param length so many at most; fewer where the message ends
     */
    public InputStream open(MessageContent content, long offset, long length) {
        throw new UnsupportedOperationException();
    }
}
