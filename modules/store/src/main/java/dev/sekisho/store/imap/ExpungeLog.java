// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.imap;

import dev.sekisho.store.mailbox.table.ExpungedTable;
import dev.sekisho.store.mailbox.table.MailboxTable;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Bounds what is kept of expunges. A client that comes back after longer is told of all UIDs that are not there, instead of those that were expunged
 * since (RFC 7162 5.3).
 */
public final class ExpungeLog {

    /** So long an expunge is kept. */
    public static final Duration KEPT = Duration.ofDays(90);

    /** So many rows of a mailbox are kept, each of one UID or of several that followed each other. */
    public static final int MOST_ROWS = 10_000;

    private static final int MAILBOXES_AT_ONCE = 100;

    private final Database database;
    private final long mostRows;

    /** On an opened database. */
    public ExpungeLog(Database database) {
        this(database, MOST_ROWS);
    }

    ExpungeLog(Database database, long mostRows) {
        this.database = database;
        this.mostRows = mostRows;
    }

    /** Forgets what is too old, some mailboxes at a time. */
    public void forgetOld(Instant now) {
        Instant before = now.minus(KEPT);
        List<Long> mailboxes;
        do {
            mailboxes = database.read(sql -> ExpungedTable.mailboxesWithRowsBefore(sql, before, MAILBOXES_AT_ONCE));
            for (Long mailbox : mailboxes) {
                database.write(sql -> forget(sql, mailbox, ExpungedTable.modSeqBefore(sql, mailbox, before)));
            }
        } while (mailboxes.size() == MAILBOXES_AT_ONCE);
    }

    /** Forgets what is too much. Reads the whole log. */
    public void forgetTooMany() {
        for (Long mailbox : database.read(sql -> ExpungedTable.mailboxesWithMoreRowsThan(sql, mostRows))) {
            database.write(sql -> forget(sql, mailbox, ExpungedTable.modSeqBehind(sql, mailbox, mostRows)));
        }
    }

    private static boolean forget(Sql sql, long mailbox, long modSeq) {
        boolean isThere = MailboxTable.lockEvenIfRetired(sql, mailbox);
        if (isThere) {
            ExpungedTable.forget(sql, mailbox, modSeq);
        }
        return isThere;
    }
}
