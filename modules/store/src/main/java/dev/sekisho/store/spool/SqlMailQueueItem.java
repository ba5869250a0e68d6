// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.sql.UnitOfWork;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/** A mail that was taken from a queue and is to be finished. One that is forgotten instead goes back by itself. */
final class SqlMailQueueItem implements MailQueueItem {

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final MailImpl mail;
    private final Hold hold;

    SqlMailQueueItem(SqlMailQueue queue, long id, String node, MailImpl mail, OptionalLong body) {
        this.mail = mail;
        this.hold = new Hold(queue, id, node, DequeueTransaction.begin(mail, body));
        FORGOTTEN.register(this, hold::forget);
    }

    @Override
    public Mail getMail() {
        return mail;
    }

    /**
     * With {@code SUCCESS} all that was added to the mail's {@link DequeueTransaction} is done in the transaction that removes it from
     * the queue; if that cannot be, the mail comes again, as it does with any other word.
     *
     * <p>Never throws: what cannot be written down now is tried again until it can.
     */
    @Override
    public void done(CompletionStatus status) {
        hold.end(status);
    }

    /** What the node holds, without the mail itself: whoever ends it first has ended it. */
    private static final class Hold {

        private final SqlMailQueue queue;
        private final long id;
        private final String node;
        private final DequeueTransaction transaction;
        private final AtomicBoolean ended = new AtomicBoolean();

        Hold(SqlMailQueue queue, long id, String node, DequeueTransaction transaction) {
            this.queue = queue;
            this.id = id;
            this.node = node;
            this.transaction = transaction;
        }

        void end(CompletionStatus status) {
            if (ended.compareAndSet(false, true)) {
                queue.complete(transaction
                        .end()
                        .map(steps -> completion(status, steps))
                        .orElseGet(() ->
                                new DequeueCompletion.PutBack(id, node, DequeueCompletionWriter.soon(queue.now()))));
            }
        }

        private DequeueCompletion completion(CompletionStatus status, List<UnitOfWork<Runnable>> steps) {
            return switch (status) {
                case SUCCESS -> new DequeueCompletion.Finish(id, node, steps);
                case RETRY -> new DequeueCompletion.PutBack(id, node, queue.now());
                case REJECT -> new DequeueCompletion.PutBack(id, node, DequeueCompletionWriter.later(queue.now()));
            };
        }

        /** A thread that died with an Error, say, has dropped the mail without a word. */
        void forget() {
            if (ended.compareAndSet(false, true)) {
                transaction.end();
                queue.complete(new DequeueCompletion.PutBack(id, node, DequeueCompletionWriter.later(queue.now())));
            }
        }
    }
}
