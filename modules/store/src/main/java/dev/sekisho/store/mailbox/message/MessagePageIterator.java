// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.mailbox.message;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mailbox.table.MessageRow;
import dev.sekisho.store.mailbox.table.MessageTable;
import dev.sekisho.store.sql.Database;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;

/**
 * Goes through a mailbox in the order of UIDs with one page of rows in memory, and no connection held between pages.
 * Messages that come or go meanwhile may or may not be seen. For one thread.
 */
public final class MessagePageIterator implements Iterator<MailboxMessage> {

    private static final int PAGE = 1000;

    private final Database database;
    private final BodyStore bodies;
    private final long mailbox;
    private MessageTable.Uids left;
    private long mayCome;
    private Iterator<MessageRow> page = List.<MessageRow>of().iterator();
    private boolean more = true;

    /** @param most so many messages at most; all if it is not positive */
    public MessagePageIterator(Database database, BodyStore bodies, long mailbox, MessageTable.Uids uids, int most) {
        this.database = database;
        this.bodies = bodies;
        this.mailbox = mailbox;
        this.left = uids;
        this.mayCome = most > 0 ? most : Long.MAX_VALUE;
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && more) {
            load();
        }
        return page.hasNext();
    }

    @Override
    public MailboxMessage next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return StoredMailboxMessage.of(page.next(), bodies);
    }

    private void load() {
        int size = (int) Math.min(PAGE, mayCome);
        List<MessageRow> rows = database.read(sql -> MessageTable.page(sql, mailbox, left, size));
        mayCome -= rows.size();
        more = rows.size() == size && mayCome > 0;
        if (more) {
            left = left.after(rows.get(rows.size() - 1).uid());
        }
        page = rows.iterator();
    }
}
