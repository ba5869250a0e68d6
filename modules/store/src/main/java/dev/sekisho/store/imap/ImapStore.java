// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/** What IMAP sessions have of the store. One for a server. */
public final class ImapStore implements AutoCloseable {

    /** Mailboxes by their names. */
    public UserMailboxes mailboxes() {
        throw new UnsupportedOperationException();
    }

    /** What is in mailboxes. */
    public MailboxReader reader() {
        throw new UnsupportedOperationException();
    }

    /** Changes what is in mailboxes. */
    public MailboxWriter writer() {
        throw new UnsupportedOperationException();
    }

    /** Tells of changes. */
    public MailboxChanges changes() {
        throw new UnsupportedOperationException();
    }

    /** The structure of messages. */
    public MessageSummaries summaries() {
        throw new UnsupportedOperationException();
    }

    /** Ends what runs in the background. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
