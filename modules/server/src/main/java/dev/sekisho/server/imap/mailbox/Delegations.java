// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.mailbox;

import org.apache.james.core.Username;

/** Who may open the mailboxes of whom. Blocks; safe for all threads. */
@FunctionalInterface
public interface Delegations {
    /** Whether a user may act for another. */
    enum Answer {
        /** The other has let the user act for them. */
        GRANTED,
        /** The other has not. */
        FORBIDDEN,
        /** There is no such other. */
        NO_SUCH_USER
    }

    /**
     * Whether a user may act for another.
     *
     * @throws Exception if that cannot be told now
     */
    Answer mayActFor(Username user, Username other) throws Exception;
}
