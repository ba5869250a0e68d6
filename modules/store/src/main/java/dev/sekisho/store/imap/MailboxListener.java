// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

/** Is told that a mailbox has changed, not how. Must be quick and must not block: it is called by the thread that has committed, or by others. */
public interface MailboxListener {

    /**
     * The mailbox is at this modification sequence or at a higher one. May be told twice, and of what the listener has done itself.
     */
    void changed(long modSeq);

    /** The mailbox is no more. */
    void removed();
}
