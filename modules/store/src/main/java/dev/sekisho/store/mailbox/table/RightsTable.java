// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import org.apache.james.mailbox.model.MailboxACL;

/** The SQL that changes the table {@code mailbox_rights}. */
public final class RightsTable {

    private RightsTable() {}

    public static void replace(Sql sql, long mailbox, MailboxACL rights) {
        sql.update("DELETE FROM mailbox_rights WHERE mailbox_id = ?", mailbox);
        rights.getEntries()
                .forEach((key, value) -> sql.update(
                        "INSERT INTO mailbox_rights (mailbox_id, entry, rights) VALUES (?, ?, ?)",
                        mailbox,
                        key.serialize(),
                        value.serialize()));
    }
}
