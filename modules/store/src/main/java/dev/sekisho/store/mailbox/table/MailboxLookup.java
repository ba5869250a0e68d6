// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.StoreException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.jspecify.annotations.Nullable;

/** Reads mailboxes together with the rights on them. */
public final class MailboxLookup {

    private static final String SELECT =
            "SELECT m.id, m.owner, m.namespace, m.name, m.uid_validity, r.entry, r.rights FROM mailboxes m"
                    + " LEFT JOIN mailbox_rights r ON r.mailbox_id = m.id";

    private MailboxLookup() {}

    public static Optional<Mailbox> byPath(Sql sql, MailboxPath path) {
        return first(
                sql,
                " WHERE m.owner = ? AND m.namespace = ? AND m.name = ?",
                MailboxTable.owner(path.getUser()),
                path.getNamespace(),
                path.getName());
    }

    public static Optional<Mailbox> byId(Sql sql, long id) {
        return first(sql, " WHERE m.id = ? AND m." + MailboxTable.IS_THERE, id);
    }

    public static List<Mailbox> ofOwner(Sql sql, Username owner, String namespace) {
        return all(sql, " WHERE m.owner = ? AND m.namespace = ? ORDER BY m.name, m.id", owner.asString(), namespace);
    }

    /** Those on which somebody is given rights by name. */
    public static List<Mailbox> grantedTo(Sql sql, MailboxACL.EntryKey key) {
        return all(
                sql,
                " WHERE m.id IN (SELECT mailbox_id FROM mailbox_rights WHERE entry = ?) ORDER BY m.id",
                key.serialize());
    }

    public static List<Mailbox> all(Sql sql) {
        return all(sql, " WHERE m." + MailboxTable.IS_THERE + " ORDER BY m.id");
    }

    /** Whether the same owner has a mailbox whose name goes on behind this one's with the delimiter. */
    public static boolean hasChildren(Sql sql, MailboxPath path, char delimiter) {
        return sql.exists(
                "SELECT 1 FROM mailboxes WHERE owner = ? AND namespace = ? AND name >= ? AND name < ? LIMIT 1",
                MailboxTable.owner(path.getUser()),
                path.getNamespace(),
                path.getName() + delimiter,
                path.getName() + (char) (delimiter + 1));
    }

    private static Optional<Mailbox> first(Sql sql, String where, @Nullable Object... parameters) {
        return all(sql, where, parameters).stream().findFirst();
    }

    private static List<Mailbox> all(Sql sql, String where, @Nullable Object... parameters) {
        Map<Long, Mailbox> byId = new LinkedHashMap<>();
        sql.forEach(SELECT + where, Line::read, line -> line.addTo(byId), parameters);
        return List.copyOf(byId.values());
    }

    /** One entry of a mailbox's rights, or the mailbox alone if it has none. */
    private record Line(
            long id,
            String owner,
            String namespace,
            String name,
            long uidValidity,
            @Nullable String entry,
            @Nullable String rights) {

        static Line read(ResultRow row) throws SQLException {
            return new Line(
                    row.number(1),
                    row.text(2),
                    row.text(3),
                    row.text(4),
                    row.number(5),
                    row.textOrNull(6),
                    row.textOrNull(7));
        }

        void addTo(Map<Long, Mailbox> byId) {
            Mailbox mailbox = byId.computeIfAbsent(id, unused -> mailbox());
            if (entry != null && rights != null) {
                mailbox.setACL(withEntry(mailbox.getACL(), entry, rights));
            }
        }

        private Mailbox mailbox() {
            MailboxPath path = new MailboxPath(namespace, owner.isEmpty() ? null : Username.of(owner), name);
            return new Mailbox(path, UidValidity.of(uidValidity), new SqlMailboxId(id));
        }

        private static MailboxACL withEntry(MailboxACL rights, String entry, String letters) {
            try {
                return rights.union(
                        MailboxACL.EntryKey.deserialize(entry), MailboxACL.Rfc4314Rights.deserialize(letters));
            } catch (UnsupportedRightException e) {
                throw new StoreException("rights of a mailbox that are unknown: " + letters, e);
            }
        }
    }
}
