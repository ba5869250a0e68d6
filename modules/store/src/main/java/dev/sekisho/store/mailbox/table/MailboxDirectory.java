// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoredCode;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.model.MailboxConstants;

/** The SQL of the table {@code mailboxes} that is about the names and uses of an owner's own mailboxes. */
public final class MailboxDirectory {

    private static final String SELECT = "SELECT id, name, special_use FROM mailboxes WHERE owner = ? AND namespace = '"
            + MailboxConstants.USER_NAMESPACE + "'";

    private MailboxDirectory() {}

    /** A mailbox as it is listed. */
    public record Entry(long id, String name, Optional<SpecialUse> use) {

        static Entry read(ResultRow row) throws SQLException {
            Long code = row.numberOrNull(3);
            return new Entry(
                    row.number(1),
                    row.text(2),
                    code == null ? Optional.empty() : StoredCode.find(SpecialUse.values(), code));
        }
    }

    /** All, in the order of their names. */
    public static List<Entry> all(Sql sql, Username owner) {
        return sql.query(SELECT + " ORDER BY name", Entry::read, owner.asString());
    }

    public static long count(Sql sql, Username owner) {
        return sql.number(
                "SELECT COUNT(*) FROM mailboxes WHERE owner = ? AND namespace = '" + MailboxConstants.USER_NAMESPACE
                        + "'",
                owner.asString());
    }

    public static Optional<Entry> find(Sql sql, Username owner, String name) {
        return sql.first(SELECT + " AND name = ?", Entry::read, owner.asString(), name);
    }

    /** Those whose names go on behind this one's with the delimiter. */
    public static List<Entry> below(Sql sql, Username owner, String name, char delimiter) {
        return sql.query(
                SELECT + " AND name >= ? AND name < ? ORDER BY name",
                Entry::read,
                owner.asString(),
                name + delimiter,
                name + (char) (delimiter + 1));
    }

    /** Whether {@link #below} has any. */
    public static boolean hasBelow(Sql sql, Username owner, String name, char delimiter) {
        return sql.exists(
                SELECT + " AND name >= ? AND name < ? LIMIT 1",
                owner.asString(),
                name + delimiter,
                name + (char) (delimiter + 1));
    }

    public static boolean hasUses(Sql sql, Username owner) {
        return sql.exists(SELECT + " AND special_use IS NOT NULL LIMIT 1", owner.asString());
    }

    public static boolean hasUse(Sql sql, Username owner, SpecialUse use) {
        return sql.exists(SELECT + " AND special_use = ?", owner.asString(), use.code());
    }

    public static void setUse(Sql sql, long id, SpecialUse use) {
        sql.update("UPDATE mailboxes SET special_use = ? WHERE id = ?", use.code(), id);
    }

    /** A new name within the same owner's. Raises the modification sequence, by which those who look find out that a name has changed. */
    public static void rename(Sql sql, Username owner, long id, String name) {
        MailboxTopics.listChanged(sql, owner.asString());
        sql.update("UPDATE mailboxes SET name = ?, modseq = modseq + 1 WHERE id = ?", name, id);
    }

    /** A number that is another one, most likely, when a mailbox of this owner has been made, renamed, removed or changed, or a subscription. */
    public static long fingerprint(Sql sql, String owner) {
        return sql.number(
                "SELECT (SELECT COALESCE(SUM(modseq + id * 1000003), 0) + COUNT(*) FROM mailboxes WHERE owner = ?)"
                        + " + (SELECT COUNT(*) * 7919 FROM subscriptions WHERE user_name = ?)",
                owner,
                owner);
    }
}
