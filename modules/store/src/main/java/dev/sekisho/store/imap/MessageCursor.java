// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import java.util.List;

/**
 * Reads rows some at a time. Holds nothing but its place between two calls, so it may be left unread. For one thread at a time.
 *
 * @param <T> what is made of a row
 */
public interface MessageCursor<T> {

    /**
     * The next rows, in the order of UIDs; blocks.
     *
     * @return an empty list when there are no more
     */
    List<T> next();
}
