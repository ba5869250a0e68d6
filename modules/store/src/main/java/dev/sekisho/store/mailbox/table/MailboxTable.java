// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code mailboxes}, but for looking mailboxes up ({@link MailboxLookup}). */
public final class MailboxTable {

    /** The namespace of mailboxes that are retired. */
    private static final String RETIRED = "#removed";

    /** A condition: the mailbox is not retired. */
    public static final String IS_THERE = "namespace <> '" + RETIRED + "'";

    /** A mailbox in which nothing has changed yet has 1 (RFC 7162 7), which its row has as 0. */
    private static final String NEXT_MOD_SEQ = "CASE WHEN modseq = 0 THEN 2 ELSE modseq + 1 END";

    private MailboxTable() {}

    /** The place of a new message; of several that were reserved together, the last one's. */
    public record Place(long uid, long modSeq) {

        /** The place so many before this one. */
        public Place before(long count) {
            return new Place(uid - count, modSeq);
        }
    }

    /** @return the new mailbox's id; empty if there is one of this name */
    public static Optional<Long> insert(Sql sql, MailboxPath path, UidValidity validity) {
        MailboxTopics.listChanged(sql, owner(path.getUser()));
        return sql.first(
                "INSERT INTO mailboxes (owner, namespace, name, uid_validity, last_uid, modseq, messages, unseen, octets,"
                        + " recent_from) VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 1)"
                        + " ON CONFLICT (owner, namespace, name) DO NOTHING RETURNING id",
                row -> row.number(1),
                owner(path.getUser()),
                path.getNamespace(),
                name(path),
                validity.asLong());
    }

    public static boolean exists(Sql sql, MailboxPath path) {
        return sql.exists(
                "SELECT 1 FROM mailboxes WHERE owner = ? AND namespace = ? AND name = ?",
                owner(path.getUser()),
                path.getNamespace(),
                path.getName());
    }

    public static Optional<Long> id(Sql sql, MailboxPath path) {
        return sql.first(
                "SELECT id FROM mailboxes WHERE owner = ? AND namespace = ? AND name = ?",
                row -> row.number(1),
                owner(path.getUser()),
                path.getNamespace(),
                path.getName());
    }

    public static List<Long> ofOwner(Sql sql, Username owner) {
        return sql.query(
                "SELECT id FROM mailboxes WHERE owner = ? ORDER BY id", row -> row.number(1), owner.asString());
    }

    public static boolean rename(Sql sql, long id, MailboxPath path) {
        announceOwner(sql, id);
        MailboxTopics.listChanged(sql, owner(path.getUser()));
        return sql.update(
                        "UPDATE mailboxes SET owner = ?, namespace = ?, name = ? WHERE id = ?",
                        owner(path.getUser()),
                        path.getNamespace(),
                        name(path),
                        id)
                == 1;
    }

    private static void announceOwner(Sql sql, long id) {
        sql.first("SELECT owner FROM mailboxes WHERE id = ?", row -> row.text(1), id)
                .ifPresent(owner -> MailboxTopics.listChanged(sql, owner));
    }

    public static void delete(Sql sql, long id) {
        announceOwner(sql, id);
        MailboxTopics.changed(sql, id, MailboxTopics.REMOVED);
        sql.update("DELETE FROM mailboxes WHERE id = ?", id);
    }

    /** How a mailbox is called that is made or renamed: INBOX in any case of letters is one (RFC 3501 5.1). */
    static String name(MailboxPath path) {
        return path.isInbox() ? MailboxConstants.INBOX : path.getName();
    }

    /** How a mailbox that belongs to nobody, or to this user, is marked. */
    static String owner(@Nullable Username user) {
        return user == null ? "" : user.asString();
    }

    /**
     * Has all other units that change this mailbox's messages wait until this one is done. On SQLite they do so anyway.
     *
     * @return whether there is such a mailbox
     */
    public static boolean lock(Sql sql, long id) {
        return sql.exists("SELECT 1 FROM mailboxes WHERE id = ? AND " + IS_THERE + lock(sql), id);
    }

    /** As {@link #lock}, of a mailbox that may be retired. */
    public static boolean lockEvenIfRetired(Sql sql, long id) {
        return sql.exists("SELECT 1 FROM mailboxes WHERE id = ?" + lock(sql), id);
    }

    private static String lock(Sql sql) {
        return sql.dialect() == SqlDialect.POSTGRESQL ? " FOR UPDATE" : "";
    }

    /** Takes a mailbox away from its owner: nobody finds it any more, its messages are to be removed. Does nothing if that was done. */
    public static void retire(Sql sql, long id) {
        announceOwner(sql, id);
        MailboxTopics.changed(sql, id, MailboxTopics.REMOVED);
        sql.update(
                "UPDATE mailboxes SET owner = '', namespace = ?, name = ?, special_use = NULL WHERE id = ? AND "
                        + IS_THERE,
                RETIRED,
                Long.toString(id),
                id);
    }

    /** The mailboxes that are retired. */
    public static List<Long> retired(Sql sql) {
        return sql.query(
                "SELECT id FROM mailboxes WHERE owner = '' AND namespace = ? ORDER BY id",
                row -> row.number(1),
                RETIRED);
    }

    /**
     * Gives out UIDs and a modification sequence and counts what will be there.
     *
     * @return the last of the places; empty if there is no such mailbox
     */
    public static Optional<Place> reserve(Sql sql, long id, MailboxTotals added) {
        Optional<Place> last = sql.first(
                "UPDATE mailboxes SET last_uid = last_uid + ?, modseq = " + NEXT_MOD_SEQ + ", messages = messages + ?,"
                        + " unseen = unseen + ?, octets = octets + ? WHERE id = ? AND " + IS_THERE
                        + " RETURNING last_uid, modseq",
                row -> new Place(row.number(1), row.number(2)),
                added.messages(),
                added.messages(),
                added.unseen(),
                added.octets(),
                id);
        last.ifPresent(place -> MailboxTopics.changed(sql, id, place.modSeq()));
        return last;
    }

    /** @return the modification sequence of the change; empty if there is no such mailbox */
    public static Optional<Long> count(Sql sql, long id, MailboxTotals change) {
        Optional<Long> modSeq = sql.first(
                "UPDATE mailboxes SET modseq = " + NEXT_MOD_SEQ + ", messages = messages + ?, unseen = unseen + ?,"
                        + " octets = octets + ? WHERE id = ? RETURNING modseq",
                row -> row.number(1),
                change.messages(),
                change.unseen(),
                change.octets(),
                id);
        modSeq.ifPresent(number -> MailboxTopics.changed(sql, id, number));
        return modSeq;
    }

    /** A message that was not recent has become so. */
    public static void lowerRecentFrom(Sql sql, long id, long uid) {
        sql.update("UPDATE mailboxes SET recent_from = ? WHERE id = ? AND recent_from > ?", uid, id, uid);
    }

    /** Gives back a UID that was taken for a message that is not there yet, if none was given after it; the mailbox is locked. */
    public static void giveBackUid(Sql sql, long id, long uid) {
        sql.update(
                "UPDATE mailboxes SET last_uid = last_uid - 1 WHERE id = ? AND last_uid = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM messages WHERE mailbox_id = ? AND uid = ?)",
                id,
                uid,
                id,
                uid);
    }

    /** No message below this UID is recent. */
    public static void raiseRecentFrom(Sql sql, long id, long uid) {
        sql.update("UPDATE mailboxes SET recent_from = ? WHERE id = ? AND recent_from < ?", uid, id, uid);
    }

    public static Optional<Long> nextUid(Sql sql, long id) {
        return sql.first(
                "UPDATE mailboxes SET last_uid = last_uid + 1 WHERE id = ? RETURNING last_uid",
                row -> row.number(1),
                id);
    }

    /** The modification sequence that the next change will have, if nobody else is faster. */
    public static Optional<Long> nextModSeq(Sql sql, long id) {
        return sql.first("SELECT " + NEXT_MOD_SEQ + " FROM mailboxes WHERE id = ?", row -> row.number(1), id);
    }

    public static Optional<Place> last(Sql sql, long id) {
        return sql.first(
                "SELECT last_uid, modseq FROM mailboxes WHERE id = ?",
                row -> new Place(row.number(1), row.number(2)),
                id);
    }

    public static Optional<MailboxTotals> counts(Sql sql, long id) {
        return sql.first(
                "SELECT messages, unseen, octets FROM mailboxes WHERE id = ?",
                row -> new MailboxTotals(row.number(1), row.number(2), row.number(3)),
                id);
    }
}
