// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.Sql;
import java.time.Instant;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueueFactory;
import org.jspecify.annotations.Nullable;

/** The queue that James' mailets get their mail from, for who moves mail there that the store has already. */
public final class SpoolEnqueuer {
    private static final String NAME = MailQueueFactory.SPOOL.asString();

    private SpoolEnqueuer() {}

    /**
     * Puts a mail in, ready to be taken. The unit that does so is to remove the row that has referred to the body, too, and {@link #tell}
     * is called behind its commit.
     *
     * @param body the mail's message, which is referred to; null if it has none
     */
    public static void put(Sql sql, StoredMail mail, @Nullable Long body, Instant now) {
        SpoolTable.create(sql, NAME);
        SpoolTable.insert(sql, NAME, SpoolStatus.READY, rank(mail), now, mail, body);
    }

    /** Tells who takes mail, on whatever node, that there is some. */
    public static void tell(Database database) {
        database.notifications().send(SqlMailQueueFactory.SIGNAL);
    }

    private static int rank(StoredMail mail) {
        String asked = mail.details().attributes().getOrDefault(MailPrioritySupport.MAIL_PRIORITY.asString(), "");
        return SqlMailQueue.rank(
                asked.matches("[0-9]{1,9}") ? Integer.parseInt(asked) : MailPrioritySupport.NORMAL_PRIORITY);
    }
}
