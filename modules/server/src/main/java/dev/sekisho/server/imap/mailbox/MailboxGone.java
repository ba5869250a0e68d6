// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import org.jspecify.annotations.Nullable;

/** The selected mailbox is no more, or what the client knows of it is not true any more; its message is what the client is told. */
public final class MailboxGone extends Exception {
    private static final long serialVersionUID = 1L;

    private MailboxGone(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static MailboxGone deleted() {
        return new MailboxGone("The selected mailbox was deleted", null);
    }

    static MailboxGone lost(RuntimeException contradiction) {
        return new MailboxGone("The state of the selected mailbox is lost, log in again", contradiction);
    }
}
