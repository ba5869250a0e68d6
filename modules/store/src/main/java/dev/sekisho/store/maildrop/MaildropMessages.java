// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maildrop;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.change.MessageRemoval;
import dev.sekisho.store.mailbox.delivery.LocalDelivery;
import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.mailbox.table.SqlMailboxId;
import dev.sekisho.store.mailbox.table.UidBatches;
import dev.sekisho.store.sql.Database;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.Username;
import org.apache.james.events.EventBus;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.store.event.EventFactory;

/** INBOXes as POP3 needs them. Locks nothing. */
public final class MaildropMessages {

    private final Database database;
    private final BodyStore bodies;
    private final EventBus eventBus;

    /** On an opened database; removals go to this event bus. */
    public MaildropMessages(Database database, BodyStore bodies, EventBus eventBus) {
        this.database = database;
        this.bodies = bodies;
        this.eventBus = eventBus;
    }

    /** A user's INBOX. */
    public record Inbox(Username user, long mailbox, long uidValidity) {}

    /**
     * A message.
     *
     * @param uid its UID
     * @param octets its size
     */
    public record Entry(long uid, long octets) {}

    /** The INBOX of a user, which is made if there is none. */
    public Inbox of(Username user) {
        Optional<Inbox> found = database.read(sql -> MailboxLookup.byPath(sql, MailboxPath.inbox(user)))
                .map(mailbox -> new Inbox(
                        user,
                        SqlMailboxId.valueOf(mailbox.getMailboxId()),
                        mailbox.getUidValidity().asLong()));
        if (found.isPresent()) {
            return found.get();
        }
        database.write(sql -> LocalDelivery.inbox(sql, MailboxPath.inbox(user)));
        return of(user);
    }

    /** UID and size of every message, in the order of UIDs: one question, and nothing else of a message is read. */
    public List<Entry> messages(Inbox inbox) {
        return database.read(sql -> sql.query(
                "SELECT uid, octets FROM messages WHERE mailbox_id = ? ORDER BY uid",
                row -> new Entry(row.number(1), row.number(2)),
                inbox.mailbox()));
    }

    /** A message's octets, the first chunk of which are read in the same question; empty if it is no more. */
    public Optional<InputStream> content(Inbox inbox, long uid) {
        return database.read(sql -> sql.first(
                "SELECT m.prefix, b.id, b.size, b.head FROM messages m JOIN bodies b ON b.id = m.body_id"
                        + " WHERE m.mailbox_id = ? AND m.uid = ?",
                row -> MessageRow.behind(row.text(1), bodies.open(row.number(2), row.number(3), row.bytes(4))),
                inbox.mailbox(),
                uid));
    }

    /** The octets of the messages from one UID to another whose bodies are one chunk, by UID. */
    public Map<Long, byte[]> contents(Inbox inbox, long firstUid, long lastUid) {
        Map<Long, byte[]> contents = new HashMap<>();
        database.read(sql -> {
            sql.forEach(
                    "SELECT m.uid, m.prefix, b.head FROM messages m JOIN bodies b ON b.id = m.body_id"
                            + " WHERE m.mailbox_id = ? AND m.uid BETWEEN ? AND ? AND b.size <= ?",
                    row -> Map.entry(row.number(1), joined(row.text(2), row.bytes(3))),
                    entry -> contents.put(entry.getKey(), entry.getValue()),
                    inbox.mailbox(),
                    firstUid,
                    lastUid,
                    BodyStore.CHUNK_BYTES);
            return true;
        });
        return contents;
    }

    private static byte[] joined(String prefix, byte[] body) {
        byte[] before = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + body.length);
        System.arraycopy(body, 0, all, before.length, body.length);
        return all;
    }

    /** Removes messages, then notifies IMAP sessions. */
    public void remove(Inbox inbox, Collection<Long> uids) {
        List<MessageUid> all = uids.stream().map(MessageUid::of).toList();
        for (List<MessageTable.Uids> batch : UidBatches.of(all, MessageRemoval.MOST)) {
            List<MessageRow> removed =
                    database.write(sql -> MessageRemoval.remove(sql, bodies, inbox.mailbox(), batch));
            if (!removed.isEmpty()) {
                tell(inbox, removed);
            }
        }
    }

    private void tell(Inbox inbox, List<MessageRow> removed) {
        SqlMailboxId mailbox = new SqlMailboxId(inbox.mailbox());
        eventBus.dispatch(
                        EventFactory.expunged()
                                .randomEventId()
                                .user(inbox.user())
                                .sessionId(MailboxSession.SessionId.of(0))
                                .mailboxId(mailbox)
                                .mailboxPath(MailboxPath.inbox(inbox.user()))
                                .addMetaData(removed.stream()
                                        .map(MessageRow::metaData)
                                        .toList())
                                .build(),
                        Set.of(new MailboxIdRegistrationKey(mailbox)))
                .block();
    }
}
