// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.maintenance;

import dev.sekisho.store.maintenance.StoreFault.Kind;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.ResultRow;
import dev.sekisho.store.sql.Sql;
import dev.sekisho.store.sql.SqlDialect;
import java.sql.SQLException;
import java.util.List;

/**
 * The counters of mailboxes and what their messages come to. A user's quota is reckoned from these counters, and has none of its own. The last UID
 * and the modification sequence may be above those of the messages, never below.
 */
public final class MailboxCounters {

    private static final String COUNTED = "SELECT mailbox_id, COUNT(*) AS messages,"
            + " SUM(CASE WHEN (flags & 32) = 0 THEN 1 ELSE 0 END) AS unseen, SUM(octets) AS octets,"
            + " MAX(uid) AS uid, MAX(modseq) AS modseq FROM messages";

    private static final String WRONG = " COALESCE(c.messages, 0) <> b.messages OR COALESCE(c.unseen, 0) <> b.unseen"
            + " OR COALESCE(c.octets, 0) <> b.octets OR COALESCE(c.uid, 0) > b.last_uid"
            + " OR COALESCE(c.modseq, 0) > b.modseq";

    private MailboxCounters() {}

    private record Counts(long messages, long unseen, long octets, long uid, long modSeq) {
        static Counts read(ResultRow row, int from) throws SQLException {
            return new Counts(
                    row.number(from),
                    row.number(from + 1),
                    row.number(from + 2),
                    row.number(from + 3),
                    row.number(from + 4));
        }

        @Override
        public String toString() {
            return messages + " messages, " + unseen + " unseen, " + octets + " octets, last UID " + uid + ", MODSEQ "
                    + modSeq;
        }
    }

    static List<StoreFault> faults(Database database, int most) {
        return database.readPatiently(sql -> sql.query(
                "SELECT b.id, b.owner, b.name, b.messages, b.unseen, b.octets, b.last_uid, b.modseq,"
                        + " COALESCE(c.messages, 0), COALESCE(c.unseen, 0), COALESCE(c.octets, 0), COALESCE(c.uid, 0),"
                        + " COALESCE(c.modseq, 0) FROM mailboxes b LEFT JOIN (" + COUNTED
                        + " GROUP BY mailbox_id) c ON c.mailbox_id = b.id WHERE" + WRONG + " LIMIT " + most,
                row -> new StoreFault(
                        Kind.COUNTER,
                        "mailbox " + row.number(1) + " (" + row.text(2) + " " + row.text(3) + ")",
                        "counted are " + Counts.read(row, 4) + "; its messages come to " + Counts.read(row, 9))));
    }

    /**
     * Sets the counters of every mailbox to what its messages come to. Others may use the store meanwhile.
     *
     * @return how many mailboxes were changed
     */
    public static int repair(Database database) {
        List<Long> all = database.read(sql -> sql.query("SELECT id FROM mailboxes ORDER BY id", row -> row.number(1)));
        int repaired = 0;
        for (Long id : all) {
            repaired += database.writePatiently(sql -> repair(sql, id));
        }
        return repaired;
    }

    private static int repair(Sql sql, long id) {
        String lock = sql.dialect() == SqlDialect.POSTGRESQL ? " FOR UPDATE" : "";
        if (!sql.exists("SELECT 1 FROM mailboxes WHERE id = ?" + lock, id)) {
            return 0;
        }
        return sql.update(
                "UPDATE mailboxes AS b SET messages = COALESCE(c.messages, 0), unseen = COALESCE(c.unseen, 0),"
                        + " octets = COALESCE(c.octets, 0),"
                        + " last_uid = CASE WHEN COALESCE(c.uid, 0) > b.last_uid THEN c.uid ELSE b.last_uid END,"
                        + " modseq = CASE WHEN COALESCE(c.modseq, 0) > b.modseq THEN c.modseq ELSE b.modseq END"
                        + " FROM (SELECT ? AS box, k.* FROM (SELECT 1 AS one) o LEFT JOIN (" + COUNTED
                        + " WHERE mailbox_id = ? GROUP BY mailbox_id) k ON TRUE) c WHERE b.id = c.box AND (" + WRONG
                        + ")",
                id,
                id);
    }
}
