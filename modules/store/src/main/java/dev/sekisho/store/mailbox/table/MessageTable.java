// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.model.MessageRange;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code messages}. None of it reads a body. */
public final class MessageTable {

    private static final String SELECT = "SELECT " + MessageRow.COLUMNS + " FROM messages";

    private MessageTable() {}

    /** UIDs from the first to the last, both included. */
    public record Uids(long first, long last) {

        public static final Uids ALL = new Uids(1, Long.MAX_VALUE);

        public static Uids of(MessageRange range) {
            return range.getType() == MessageRange.Type.ALL
                    ? ALL
                    : new Uids(range.getUidFrom().asLong(), range.getUidTo().asLong());
        }

        /** Those that are left when all up to this UID have been dealt with. */
        public Uids after(long uid) {
            return new Uids(uid + 1, last);
        }
    }

    public static void insert(Sql sql, MessageRow row) {
        sql.update(INSERT, row.values());
    }

    static void insertAll(Sql sql, List<MessageRow> rows) {
        sql.updateAll(INSERT, rows.stream().map(MessageRow::values).toList());
    }

    private static final String INSERT =
            "INSERT INTO messages (" + MessageRow.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** The first {@code most} of these UIDs, in their order. */
    public static List<MessageRow> page(Sql sql, long mailbox, Uids uids, int most) {
        return sql.query(
                SELECT + " WHERE mailbox_id = ? AND uid BETWEEN ? AND ? ORDER BY uid LIMIT ?",
                MessageRow::read,
                mailbox,
                uids.first(),
                uids.last(),
                most);
    }

    public static List<Long> uids(Sql sql, long mailbox, Uids uids) {
        return sql.query(
                "SELECT uid FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ? ORDER BY uid",
                row -> row.number(1),
                mailbox,
                uids.first(),
                uids.last());
    }

    public static List<Long> deleted(Sql sql, long mailbox, Uids uids) {
        return sql.query(
                "SELECT uid FROM messages" + sql.dialect().by("messages_deleted")
                        + " WHERE mailbox_id = ? AND uid BETWEEN ? AND ? AND (flags & 2) <> 0"
                        + " ORDER BY uid",
                row -> row.number(1),
                mailbox,
                uids.first(),
                uids.last());
    }

    /** As {@link #deleted(Sql, long, Uids)}, so many of them at most. */
    public static List<Long> deleted(Sql sql, long mailbox, Uids uids, int most) {
        return sql.query(
                "SELECT uid FROM messages" + sql.dialect().by("messages_deleted")
                        + " WHERE mailbox_id = ? AND uid BETWEEN ? AND ? AND (flags & 2) <> 0"
                        + " ORDER BY uid LIMIT ?",
                row -> row.number(1),
                mailbox,
                uids.first(),
                uids.last(),
                most);
    }

    public static List<Long> recent(Sql sql, long mailbox) {
        return sql.query(
                "SELECT uid FROM messages WHERE mailbox_id = ? AND (flags & 16) <> 0"
                        + " AND uid >= (SELECT recent_from FROM mailboxes WHERE id = ?) ORDER BY uid",
                row -> row.number(1),
                mailbox,
                mailbox);
    }

    public static List<MessageRow> recent(Sql sql, long mailbox, int most) {
        return sql.query(
                SELECT + " WHERE mailbox_id = ? AND (flags & 16) <> 0"
                        + " AND uid >= (SELECT recent_from FROM mailboxes WHERE id = ?) ORDER BY uid LIMIT ?",
                MessageRow::read,
                mailbox,
                mailbox,
                most);
    }

    public static Optional<Long> firstUnseen(Sql sql, long mailbox) {
        return sql.first(
                "SELECT uid FROM messages WHERE mailbox_id = ? AND (flags & 32) = 0 ORDER BY uid LIMIT 1",
                row -> row.number(1),
                mailbox);
    }

    public static List<MessageRow> withId(Sql sql, SqlMessageId id) {
        return sql.query(
                SELECT + " WHERE message_id = ? ORDER BY mailbox_id, uid", MessageRow::read, SqlMessageId.toBytes(id));
    }

    public static List<MessageRow> withId(Sql sql, SqlMessageId id, long mailbox) {
        return sql.query(
                SELECT + " WHERE message_id = ? AND mailbox_id = ? ORDER BY uid",
                MessageRow::read,
                SqlMessageId.toBytes(id),
                mailbox);
    }

    public static void updateFlags(Sql sql, List<MessageRow> changed) {
        List<@Nullable Object[]> parameters = new ArrayList<>(changed.size());
        for (MessageRow row : changed) {
            parameters.add(new @Nullable Object[] {
                row.flags().bits(), row.flags().keywords(), row.modSeq(), row.mailbox(), row.uid()
            });
        }
        sql.updateAll(
                "UPDATE messages SET flags = ?, keywords = ?, modseq = ? WHERE mailbox_id = ? AND uid = ?", parameters);
    }

    /** Removes the rows, not the bodies. @return what was there */
    public static List<MessageRow> delete(Sql sql, long mailbox, Uids uids) {
        return sql.query(
                "DELETE FROM messages WHERE mailbox_id = ? AND uid BETWEEN ? AND ? RETURNING " + MessageRow.COLUMNS,
                MessageRow::read,
                mailbox,
                uids.first(),
                uids.last());
    }
}
