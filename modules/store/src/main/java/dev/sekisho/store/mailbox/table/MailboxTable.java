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

    private MailboxTable() {}

    /** The place of a new message; of several that were reserved together, the last one's. */
    public record Place(long uid, long modSeq) {

        /** The place so many before this one. */
        Place before(long count) {
            return new Place(uid - count, modSeq);
        }
    }

    /** @return the new mailbox's id; empty if there is one of this name */
    public static Optional<Long> insert(Sql sql, MailboxPath path, UidValidity validity) {
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
        return sql.update(
                        "UPDATE mailboxes SET owner = ?, namespace = ?, name = ? WHERE id = ?",
                        owner(path.getUser()),
                        path.getNamespace(),
                        name(path),
                        id)
                == 1;
    }

    public static void delete(Sql sql, long id) {
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
        String lock = sql.dialect() == SqlDialect.POSTGRESQL ? " FOR UPDATE" : "";
        return sql.exists("SELECT 1 FROM mailboxes WHERE id = ?" + lock, id);
    }

    /**
     * Gives out UIDs and a modification sequence and counts what will be there.
     *
     * @return the last of the places; empty if there is no such mailbox
     */
    public static Optional<Place> reserve(Sql sql, long id, MailboxTotals added) {
        return sql.first(
                "UPDATE mailboxes SET last_uid = last_uid + ?, modseq = modseq + 1, messages = messages + ?,"
                        + " unseen = unseen + ?, octets = octets + ? WHERE id = ? RETURNING last_uid, modseq",
                row -> new Place(row.number(1), row.number(2)),
                added.messages(),
                added.messages(),
                added.unseen(),
                added.octets(),
                id);
    }

    /** @return the modification sequence of the change; empty if there is no such mailbox */
    public static Optional<Long> count(Sql sql, long id, MailboxTotals change) {
        return sql.first(
                "UPDATE mailboxes SET modseq = modseq + 1, messages = messages + ?, unseen = unseen + ?,"
                        + " octets = octets + ? WHERE id = ? RETURNING modseq",
                row -> row.number(1),
                change.messages(),
                change.unseen(),
                change.octets(),
                id);
    }

    /** Counts a message whose place its bringer has chosen. @return whether there is such a mailbox */
    public static boolean admit(Sql sql, long id, Place place, MailboxTotals added) {
        return sql.update(
                        "UPDATE mailboxes SET last_uid = CASE WHEN last_uid < ? THEN ? ELSE last_uid END,"
                                + " modseq = CASE WHEN modseq < ? THEN ? ELSE modseq END, messages = messages + ?,"
                                + " unseen = unseen + ?, octets = octets + ? WHERE id = ?",
                        place.uid(),
                        place.uid(),
                        place.modSeq(),
                        place.modSeq(),
                        added.messages(),
                        added.unseen(),
                        added.octets(),
                        id)
                == 1;
    }

    /** A message that was not recent has become so. */
    public static void lowerRecentFrom(Sql sql, long id, long uid) {
        sql.update("UPDATE mailboxes SET recent_from = ? WHERE id = ? AND recent_from > ?", uid, id, uid);
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

    public static Optional<Long> nextModSeq(Sql sql, long id) {
        return sql.first(
                "UPDATE mailboxes SET modseq = modseq + 1 WHERE id = ? RETURNING modseq", row -> row.number(1), id);
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
