// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.io.IOException;

/**
 * By what messages are put in order. Of a message it is the same for ever, so that its rank is kept ({@link MailboxReader#ranks}). Keys that are
 * {@code equal} are one, and have one hash code. Safe for all threads.
 *
 * @param <K> what is compared
 */
public interface OrderKey<K> {

    /** Whether the summary of a message is looked at. */
    boolean readsSummaries();

    /**
     * What is compared of a message. May block.
     *
     * @throws IOException if the message is no more
     */
    K of(StoredMessage message) throws IOException;

    /** Which of two comes first, as {@link java.util.Comparator#compare}. */
    int compare(K left, K right);
}
