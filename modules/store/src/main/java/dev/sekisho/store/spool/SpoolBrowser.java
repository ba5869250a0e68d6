// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.spool.SpoolTable.QueuedMail;
import dev.sekisho.store.sql.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.james.queue.api.ManageableMailQueue.DefaultMailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueItemView;
import org.apache.james.queue.api.ManageableMailQueue.MailQueueIterator;
import org.apache.james.server.core.MailImpl;

/** What lies in one queue, for an operator to look through, hurry and remove. */
final class SpoolBrowser {

    private static final int PAGE = 100;

    private final Database database;
    private final BodyStore bodies;
    private final String queue;

    SpoolBrowser(Database database, BodyStore bodies, String queue) {
        this.database = database;
        this.bodies = bodies;
        this.queue = queue;
    }

    long count() {
        return database.read(sql -> SpoolTable.size(sql, queue));
    }

    long makeReady(Instant now) {
        return database.<Integer>write(sql -> SpoolTable.flush(sql, queue, now));
    }

    /** A row as a mail, its message read when asked for. */
    MailImpl open(QueuedMail queued) {
        Long bodyId = queued.bodyId();
        return queued.mail().toMail(bodyId == null ? null : new StoredMimeSource(bodies, bodyId));
    }

    /** Page by page, so that a long queue neither fills the heap nor keeps other writers waiting. */
    long removeWhere(Predicate<StoredMail> matches) {
        long removed = 0;
        List<QueuedMail> page = page(0);
        while (!page.isEmpty()) {
            List<QueuedMail> matching =
                    page.stream().filter(each -> matches.test(each.mail())).toList();
            removed += matching.isEmpty() ? 0 : remove(matching);
            page = page(page.get(page.size() - 1).id());
        }
        return removed;
    }

    private List<QueuedMail> page(long after) {
        return database.read(sql -> SpoolTable.untakenAfter(sql, queue, after, PAGE));
    }

    private int remove(List<QueuedMail> mails) {
        return database.write(sql -> {
            int removed = 0;
            for (QueuedMail mail : mails) {
                if (SpoolTable.removeUntaken(sql, mail.id())) {
                    removed++;
                    Long body = mail.bodyId();
                    if (body != null) {
                        bodies.release(sql, body);
                    }
                }
            }
            return removed;
        });
    }

    MailQueueIterator browse() {
        List<Long> order = database.read(sql -> SpoolTable.order(sql, queue));
        Iterator<MailQueueItemView> views = order.stream()
                .map(id -> database.<Optional<QueuedMail>>read(sql -> SpoolTable.get(sql, id)))
                .flatMap(Optional::stream)
                .<MailQueueItemView>map(each -> new DefaultMailQueueItemView(
                        open(each), each.nextDelivery().atZone(ZoneOffset.UTC)))
                .iterator();
        return new MailQueueIterator() {
            @Override
            public void close() {}

            @Override
            public boolean hasNext() {
                return views.hasNext();
            }

            @Override
            public MailQueueItemView next() {
                return views.next();
            }
        };
    }
}
