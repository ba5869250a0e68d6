// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.SpecialUse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;

/**
 * The mailboxes of users by their names. Names are Unicode texts; {@code INBOX} is the same in any case of letters. Every method blocks and throws a
 * {@code StoreException} if the store fails; then nothing was done. Safe for all threads.
 */
public final class UserMailboxes {

    /** Separates the levels of a name. */
    public static final char DELIMITER = '.';

    /** So many mailboxes a user may have. */
    public static final int MOST_MAILBOXES = 10_000;

    /**
     * All mailboxes of an owner, INBOX among them. Makes INBOX and the special-use mailboxes first if the owner is still without.
     */
    public MailboxListing list(Username owner) {
        throw new UnsupportedOperationException();
    }

    /** The mailbox of this name. */
    public Optional<MailboxEntry> find(Username owner, String name) {
        throw new UnsupportedOperationException();
    }

    /** Counts of a mailbox; empty if it is no more. */
    public Optional<MailboxStatus> status(MailboxId mailbox) {
        throw new UnsupportedOperationException();
    }

    /** Counts of some mailboxes of an owner in one question, in no order; those that are no more are left out. */
    public List<MailboxStatus> statuses(Username owner, Collection<MailboxId> mailboxes) {
        throw new UnsupportedOperationException();
    }

    /** Makes a mailbox and the levels above it that there are not (RFC 9051 6.3.4). Does not subscribe to it. */
    public WriteResult<MailboxId> create(Username owner, String name, Optional<SpecialUse> use) {
        throw new UnsupportedOperationException();
    }

    /**
     * Deletes a mailbox with all its messages; mailboxes below it stay (RFC 9051 6.3.5). It is gone for all when this returns, whether or not
     * the room of its messages is free already.
     */
    public WriteResult<MailboxId> delete(Username owner, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Renames a mailbox and all below it. From INBOX, only its messages move, to a new mailbox (RFC 9051 6.3.6). Subscriptions stay as they
     * are.
     *
     * @return the mailbox that has the new name
     */
    public WriteResult<MailboxId> rename(Username owner, String from, String to) {
        throw new UnsupportedOperationException();
    }

    /** Subscribes to a name, whether or not there is a mailbox of it. */
    public void subscribe(Username owner, String name) {
        throw new UnsupportedOperationException();
    }

    /** Ends a subscription; does nothing if there is none. */
    public void unsubscribe(Username owner, String name) {
        throw new UnsupportedOperationException();
    }
}
