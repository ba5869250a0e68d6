// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.sql.Sql;
import java.util.function.LongConsumer;

/** An index of the messages that have a flag, or do not have it, because most do. */
public enum FlagIndex {
    /** Without {@code \Seen}. */
    UNSEEN("messages_unseen", "(flags & 32) = 0"),
    /** With {@code \Flagged}. */
    FLAGGED("messages_flagged", "(flags & 8) <> 0"),
    /** With {@code \Deleted}. */
    DELETED("messages_deleted", "(flags & 2) <> 0");

    private final String index;
    private final String condition;

    FlagIndex(String index, String condition) {
        this.index = index;
        this.condition = condition;
    }

    /** Finds them in the order of their UIDs. */
    void find(Sql sql, long mailbox, LongConsumer uid) {
        sql.forEach(
                "SELECT uid FROM messages" + sql.dialect().by(index) + " WHERE mailbox_id = ? AND " + condition
                        + " ORDER BY uid",
                row -> row.number(1),
                uid::accept,
                mailbox);
    }
}
