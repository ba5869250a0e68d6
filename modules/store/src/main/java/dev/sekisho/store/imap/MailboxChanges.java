// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.StoreNotifications.Subscription;
import org.apache.james.core.Username;

/**
 * Tells that mailboxes have changed: what this process has committed at once, whoever changed it; what other processes have committed by a
 * notification of the database where there are, and at the latest when it looks by itself. Safe for all threads.
 */
public final class MailboxChanges implements AutoCloseable {

    /** Has a listener told of a mailbox. Tells nothing of what was before; read its state after subscribing. */
    public Subscription subscribe(MailboxId mailbox, MailboxListener listener) {
        throw new UnsupportedOperationException();
    }

    /** Has a listener called when the names, uses or subscriptions of an owner's mailboxes may have changed. As quick as a {@link MailboxListener}. */
    public Subscription subscribe(Username owner, Runnable listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
