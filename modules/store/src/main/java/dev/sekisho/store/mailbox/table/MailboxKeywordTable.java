// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.table;

import dev.sekisho.store.sql.Sql;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of the table {@code mailbox_keywords}. */
public final class MailboxKeywordTable {

    private MailboxKeywordTable() {}

    /** Remembers the keywords of messages in a mailbox that is locked. */
    public static void remember(Sql sql, long mailbox, Collection<FlagColumns> flags) {
        List<@Nullable Object[]> keywords = flags.stream()
                .flatMap(each -> each.keywords().lines())
                .distinct()
                .map(keyword -> new @Nullable Object[] {mailbox, keyword})
                .toList();
        sql.updateAll(
                "INSERT INTO mailbox_keywords (mailbox_id, keyword) VALUES (?, ?)"
                        + " ON CONFLICT (mailbox_id, keyword) DO NOTHING",
                keywords);
    }

    public static List<String> all(Sql sql, long mailbox) {
        return sql.query(
                "SELECT keyword FROM mailbox_keywords WHERE mailbox_id = ? ORDER BY keyword",
                row -> row.text(1),
                mailbox);
    }
}
