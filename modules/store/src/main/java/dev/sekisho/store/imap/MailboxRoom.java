// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.MailboxLookup;
import dev.sekisho.store.mailbox.table.MailboxTotals;
import dev.sekisho.store.quota.SqlQuotas;
import dev.sekisho.store.sql.Sql;
import org.apache.james.mailbox.model.Mailbox;

/** Whether the quota of a mailbox's owner has room. */
final class MailboxRoom {

    private MailboxRoom() {}

    static boolean isThere(Sql sql, long mailbox, MailboxTotals added) {
        return MailboxLookup.byId(sql, mailbox)
                .map(found -> isThere(sql, found, added))
                .orElse(true);
    }

    static boolean isThere(Sql sql, Mailbox mailbox, MailboxTotals added) {
        return mailbox.getUser() == null || SqlQuotas.hasRoom(sql, mailbox.getUser(), added.messages(), added.octets());
    }
}
