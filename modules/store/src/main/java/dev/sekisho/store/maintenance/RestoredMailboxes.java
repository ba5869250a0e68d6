// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.util.List;

/**
 * What a store needs that is older than what mail clients have seen of it, because a backup was restored. UIDs that were given out since the
 * backup must not be given out again (RFC 9051 2.3.1.1): a client that has kept such a message would show it in the place of a new one, and one
 * that leaves mail on a POP3 server would never fetch the new one. So each mailbox goes on from a higher UID, and every message counts as
 * changed, so that clients with CONDSTORE or QRESYNC (RFC 7162) look at all of them. UIDs of messages stay, so that nothing is fetched twice.
 */
public final class RestoredMailboxes {
    /** More than a mailbox gets between a backup and its restoration; of the 4,294,967,295 there are. */
    static final long UIDS = 1_000_000;

    /** Likewise for changes, of the 9,223,372,036,854,775,807 there are. */
    static final long CHANGES = 1_000_000_000;

    private RestoredMailboxes() {}

    /**
     * Has every mailbox go on behind what clients may have seen. Others may use the store meanwhile.
     *
     * @return how many mailboxes there are
     */
    public static int renumber(Database database) {
        List<Long> all = database.read(sql -> sql.query("SELECT id FROM mailboxes ORDER BY id", row -> row.number(1)));
        int renumbered = 0;
        for (Long id : all) {
            renumbered += database.writePatiently(sql -> renumber(sql, id));
        }
        return renumbered;
    }

    private static int renumber(Sql sql, long id) {
        String lock = sql.dialect() == SqlDialect.POSTGRESQL ? " FOR UPDATE" : "";
        if (!sql.exists("SELECT 1 FROM mailboxes WHERE id = ?" + lock, id)) {
            return 0;
        }
        sql.update(
                "UPDATE mailboxes SET last_uid = last_uid + ?, modseq = modseq + ?, expunged_from = modseq + ? WHERE id = ?",
                UIDS,
                CHANGES,
                CHANGES,
                id);
        sql.update("DELETE FROM expunged WHERE mailbox_id = ?", id);
        sql.update(
                "UPDATE messages SET modseq = (SELECT modseq FROM mailboxes WHERE id = ?) WHERE mailbox_id = ?",
                id,
                id);
        return 1;
    }
}
