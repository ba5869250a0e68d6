// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.command;

import java.util.ArrayList;
import java.util.List;

/**
 * What SORT and THREAD keep of the messages that were found, in bounded memory. For one command.
 *
 * @param <T> what is kept of one
 */
final class FoundMessages<T> {
    /** So many messages at most. */
    static final int MOST = 200_000;

    /** So many characters of texts, such as subjects and references, of all of them together. */
    static final long MOST_CHARACTERS = 32L << 20;

    private final List<T> messages = new ArrayList<>();
    private long characters;

    /**
     * Keeps one more.
     *
     * @param size how many characters it has
     * @return false if there are too many
     */
    boolean add(T message, long size) {
        characters += size;
        messages.add(message);
        return messages.size() <= MOST && characters <= MOST_CHARACTERS;
    }

    List<T> all() {
        return messages;
    }
}
