// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.maildrop;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One user's messages, locked for one session (RFC 1939 3). Blocks; called by workers only. */
public interface LockedMaildrop extends AutoCloseable {
    /**
     * A message of the maildrop.
     *
     * @param uniqueId for UIDL; it never changes and is never assigned again
     * @param octets its size
     * @param key what the store knows it by
     */
    record Message(String uniqueId, long octets, long key) {}

    /** The messages as they were when the maildrop was opened. */
    List<Message> messages();

    /** The octets of a message. */
    InputStream content(Message message) throws IOException;

    /**
     * The octets of small messages, by their keys, in one question: of the first, the last, and all between them. Those that are no more
     * are left out.
     */
    Map<Long, byte[]> contents(Message first, Message last) throws IOException;

    /** Removes messages for good. */
    void remove(Collection<Message> messages) throws IOException;

    /** Unlocks the maildrop; does nothing when that was done before. */
    @Override
    void close();
}
