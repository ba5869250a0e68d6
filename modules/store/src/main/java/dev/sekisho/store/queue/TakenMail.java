// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.queue;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.james.queue.api.MailQueue.MailQueueItem;
import org.apache.james.server.core.MailImpl;
import org.apache.mailet.Mail;

/** A mail that was taken from a queue and is to be finished. One that is forgotten instead goes back by itself. */
final class TakenMail implements MailQueueItem {

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final MailImpl mail;
    private final Hold hold;

    TakenMail(SqlMailQueue queue, long id, String node, MailImpl mail) {
        this.mail = mail;
        this.hold = new Hold(queue, id, node);
        FORGOTTEN.register(this, hold::forget);
    }

    @Override
    public Mail getMail() {
        return mail;
    }

    /** Never throws: what cannot be written down now is tried again until it can. */
    @Override
    public void done(CompletionStatus status) {
        hold.end(status);
    }

    /** What the node holds, without the mail itself: whoever ends it first has ended it. */
    private static final class Hold {

        private final SqlMailQueue queue;
        private final long id;
        private final String node;
        private final AtomicBoolean ended = new AtomicBoolean();

        Hold(SqlMailQueue queue, long id, String node) {
            this.queue = queue;
            this.id = id;
            this.node = node;
        }

        void end(CompletionStatus status) {
            if (ended.compareAndSet(false, true)) {
                switch (status) {
                    case SUCCESS -> queue.complete(new Completion.Finish(id, node));
                    case RETRY -> queue.complete(new Completion.PutBack(id, node, queue.now()));
                    case REJECT -> queue.complete(new Completion.PutBack(id, node, queue.later()));
                }
            }
        }

        /** A thread that died with an Error, say, has dropped the mail without a word. */
        void forget() {
            if (ended.compareAndSet(false, true)) {
                queue.complete(new Completion.PutBack(id, node, queue.later()));
            }
        }
    }
}
