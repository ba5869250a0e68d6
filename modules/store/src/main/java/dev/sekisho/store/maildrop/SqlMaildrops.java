// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maildrop;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;

/** The maildrops of users. Safe for all threads; blocks. */
public final class SqlMaildrops implements AutoCloseable {

    /** How long a maildrop stays locked when the node that has it died. */
    public static final Duration LEASE = Duration.ofMinutes(2);

    private final MaildropMessages messagesOfInbox;
    private final MaildropLocks locks;

    /**
     * On an opened database.
     *
     * @param eventBus notifies IMAP sessions of what was removed, after the commit
     */
    public SqlMaildrops(Database database, BodyStore bodies, EventBus eventBus) {
        this(database, bodies, eventBus, LEASE);
    }

    SqlMaildrops(Database database, BodyStore bodies, EventBus eventBus, Duration lease) {
        this.messagesOfInbox = new MaildropMessages(database, bodies, eventBus);
        this.locks = new MaildropLocks(database, lease);
    }

    /**
     * Locks and opens a user's INBOX, which is made if there is none.
     *
     * @return empty if another session has it, on this node or another
     * @throws StoreException if the database failed
     */
    public Optional<SqlMaildrop> open(Username user) {
        MaildropMessages.Inbox inbox = messagesOfInbox.of(user);
        if (!locks.take(inbox.mailbox())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Opened(inbox, messagesOfInbox.messages(inbox)));
        } catch (RuntimeException e) {
            locks.giveBack(inbox.mailbox());
            throw e;
        }
    }

    /** Gives back all that are open. */
    @Override
    public void close() {
        locks.close();
    }

    private final class Opened implements SqlMaildrop {

        private final MaildropMessages.Inbox inbox;
        private final List<MaildropMessages.Entry> messages;
        private boolean closed;

        Opened(MaildropMessages.Inbox inbox, List<MaildropMessages.Entry> messages) {
            this.inbox = inbox;
            this.messages = messages;
        }

        @Override
        public long uidValidity() {
            return inbox.uidValidity();
        }

        @Override
        public List<MaildropMessages.Entry> messages() {
            return messages;
        }

        @Override
        public InputStream content(long uid) throws IOException {
            return messagesOfInbox
                    .content(inbox, uid)
                    .orElseThrow(() -> new IOException(
                            "message " + uid + " of " + inbox.user().asString() + " no longer exists"));
        }

        @Override
        public Map<Long, byte[]> contents(long firstUid, long lastUid) {
            return messagesOfInbox.contents(inbox, firstUid, lastUid);
        }

        @Override
        public void remove(Collection<Long> uids) {
            if (uids.isEmpty()) {
                return;
            }
            if (!locks.has(inbox.mailbox())) {
                throw new StoreException("the maildrop of " + inbox.user().asString() + " is another session's", null);
            }
            messagesOfInbox.remove(inbox, uids);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                locks.giveBack(inbox.mailbox());
            }
        }
    }
}
