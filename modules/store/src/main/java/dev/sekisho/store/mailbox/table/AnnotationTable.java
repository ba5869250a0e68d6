// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.util.List;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;

/** The SQL of the table {@code mailbox_annotations}. */
public final class AnnotationTable {

    private AnnotationTable() {}

    public static List<MailboxAnnotation> all(Sql sql, long mailbox) {
        return sql.query(
                "SELECT name, value FROM mailbox_annotations WHERE mailbox_id = ? ORDER BY name",
                row -> MailboxAnnotation.newInstance(new MailboxAnnotationKey(row.text(1)), row.text(2)),
                mailbox);
    }

    public static void put(Sql sql, long mailbox, MailboxAnnotationKey key, String value) {
        sql.update(
                "INSERT INTO mailbox_annotations (mailbox_id, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (mailbox_id, name) DO UPDATE SET value = excluded.value",
                mailbox,
                key.asString(),
                value);
    }

    public static void delete(Sql sql, long mailbox, MailboxAnnotationKey key) {
        sql.update("DELETE FROM mailbox_annotations WHERE mailbox_id = ? AND name = ?", mailbox, key.asString());
    }

    public static void deleteAll(Sql sql, long mailbox) {
        sql.update("DELETE FROM mailbox_annotations WHERE mailbox_id = ?", mailbox);
    }

    public static boolean exists(Sql sql, long mailbox, MailboxAnnotationKey key) {
        return sql.exists(
                "SELECT 1 FROM mailbox_annotations WHERE mailbox_id = ? AND name = ?", mailbox, key.asString());
    }

    public static long count(Sql sql, long mailbox) {
        return sql.number("SELECT COUNT(*) FROM mailbox_annotations WHERE mailbox_id = ?", mailbox);
    }
}
