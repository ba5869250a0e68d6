// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maildrop;

import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A user's messages, locked for one session (RFC 1939 3). For one thread at a time. */
public interface SqlMaildrop extends AutoCloseable {

    /**
     * Distinguishes this mailbox from one of the same name that was there before. Together with a message's UID it makes
     * for UIDL: it never changes and is never assigned again.
     */
    long uidValidity();

    /** The messages as they were when the maildrop was opened, in the order of their UIDs. */
    List<MaildropMessages.Entry> messages();

    /**
     * A message's octets, read as they are asked for.
     *
     * @throws IOException if the message is no more
     * @throws StoreException if the database failed
     */
    InputStream content(long uid) throws IOException;

    /**
     * The octets of messages of one chunk of the store at most, by UID: of the first, the last, and all between them. Those that are no
     * more are left out.
     *
     * @throws StoreException if the database failed
     */
    Map<Long, byte[]> contents(long firstUid, long lastUid);

    /**
     * Removes messages for good; those that are no more are passed over. Durable when it returns.
     *
     * @throws StoreException if the database failed, or the maildrop was lost to another session because this process was
     *     held up for too long; some may be removed
     */
    void remove(Collection<Long> uids);

    /** Lets go of the maildrop. */
    @Override
    void close();
}
