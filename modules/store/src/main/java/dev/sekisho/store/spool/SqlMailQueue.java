// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.mail.DequeueTransaction;
import dev.sekisho.store.mail.StoredMail;
import dev.sekisho.store.mail.StoredMimeSource;
import dev.sekisho.store.spool.SpoolTable.QueuedMail;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.UnitOfWork;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.james.queue.api.MailPrioritySupport;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.Mail;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A mail queue in the store. Mail is handed on at least once: again, if the process dies before it says that it is done.
 * {@code REJECT} does not drop a mail: it comes again a minute later.
 */
public final class SqlMailQueue implements ManageableMailQueue {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqlMailQueue.class);

    private final MailQueueName name;
    private final Database database;
    private final BodyStore bodies;
    private final SpoolBrowser mails;
    private final NodeLease node;
    private final MailQueueItemDecoratorFactory decorators;
    private final Executor executor;
    private final Clock clock;
    private final Set<SpoolSubscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final DequeueCompletionWriter endings;

    SqlMailQueue(
            MailQueueName name,
            Database database,
            BodyStore bodies,
            NodeLease node,
            MailQueueItemDecoratorFactory decorators,
            Executor executor,
            Clock clock) {
        this.name = name;
        this.database = database;
        this.bodies = bodies;
        this.mails = new SpoolBrowser(database, bodies, name.asString());
        this.node = node;
        this.decorators = decorators;
        this.executor = executor;
        this.clock = clock;
        this.endings = new DequeueCompletionWriter(name, database, bodies, node, clock, this::wake);
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        enQueue(mail, Duration.ZERO);
    }

    /**
     * Keeps a mail: once this has returned it survives a power cut. One that comes out of a queue and has not been done
     * with there is kept when that is: in the same transaction, and not at all if it fails.
     *
     * @throws MailQueueException whose cause is a {@link StoreException} if the store failed, and a
     *     {@link dev.sekisho.store.sql.StoreFullException} if it was full
     */
    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        Instant now = now();
        Instant next = delay.isNegative() || delay.isZero() ? now : after(now, delay);
        SpoolStatus status = next.isAfter(now) ? SpoolStatus.WAITING : SpoolStatus.READY;
        StoredMail stored = StoredMail.of(mail);
        int rank = rank(priority(mail));
        try {
            @Nullable UnattachedBody body = mail.getMessage() == null ? null : StoredMimeSource.keep(bodies, mail);
            Optional<SpoolSubscription> waiting = status == SpoolStatus.READY
                            && DequeueTransaction.of(mail).isEmpty()
                    ? subscriptions.stream().filter(SpoolSubscription::reserve).findFirst()
                    : Optional.empty();
            if (waiting.isPresent()) {
                handOver(waiting.get(), rank, now, stored, body);
                return;
            }
            keep(mail, sql -> {
                Long bodyId = body == null ? null : Long.valueOf(body.attach(sql));
                SpoolTable.insert(sql, name.asString(), status, rank, next, stored, bodyId);
                return status == SpoolStatus.READY ? this::wakeAll : () -> {};
            });
        } catch (StoreException e) {
            throw new MailQueueException("mail " + mail.getName() + " was not queued", e);
        } catch (IOException e) {
            Exception cause = e.getCause() instanceof StoreException store ? store : e;
            throw new MailQueueException("mail " + mail.getName() + " was not queued", cause);
        } catch (MessagingException e) {
            throw new MailQueueException("mail " + mail.getName() + " cannot be read", e);
        }
    }

    /** Keeps a mail as taken by this node: it goes to who waits for one without being looked for. */
    private void handOver(
            SpoolSubscription waiting, int rank, Instant now, StoredMail stored, @Nullable UnattachedBody body) {
        boolean kept = false;
        try {
            String nodeId = node.id();
            QueuedMail queued = database.write(sql -> {
                Long bodyId = body == null ? null : Long.valueOf(body.attach(sql));
                return SpoolTable.insertTaken(sql, name.asString(), nodeId, rank, now, stored, bodyId);
            });
            if (body != null) {
                queued.body().ifPresent(id -> bodies.remember(id, body));
            }
            Optional<SqlMailQueueItem> taken = taken(queued, nodeId);
            taken.ifPresent(waiting::handOver);
            kept = taken.isPresent();
        } finally {
            if (!kept) {
                waiting.giveBack(1);
            }
        }
    }

    /** Now; a mail that comes out of a queue itself, together with its removal from there. */
    private void keep(Mail mail, UnitOfWork<Runnable> step) {
        boolean later = DequeueTransaction.of(mail)
                .map(transaction -> transaction.add(mail, step))
                .orElse(false);
        if (!later) {
            database.write(step).run();
        }
    }

    private static int priority(Mail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, MailPrioritySupport.MAIL_PRIORITY, Integer.class)
                .orElse(MailPrioritySupport.NORMAL_PRIORITY);
    }

    /** James' priorities have the other direction; one that there is not is the nearest. */
    static int rank(int priority) {
        return MailPrioritySupport.HIGH_PRIORITY
                - Math.max(MailPrioritySupport.LOW_PRIORITY, Math.min(MailPrioritySupport.HIGH_PRIORITY, priority));
    }

    /** As far in the future as milliseconds can say, at most. */
    private static Instant after(Instant now, Duration delay) {
        Instant latest = Instant.ofEpochMilli(Long.MAX_VALUE);
        return delay.compareTo(Duration.between(now, latest)) >= 0 ? latest : now.plus(delay);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.<Void>fromCallable(() -> {
                    enQueue(mail);
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.from(subscriber -> {
            SpoolSubscription subscription = new SpoolSubscription(this, subscriber, executor);
            subscriptions.add(subscription);
            subscriber.onSubscribe(subscription);
        });
    }

    Instant now() {
        return clock.instant();
    }

    MailQueueItem decorated(SqlMailQueueItem mail) {
        return decorators.decorate(mail, name);
    }

    void forget(SpoolSubscription subscription) {
        subscriptions.remove(subscription);
    }

    /** There may be mail. */
    void wake() {
        subscriptions.forEach(SpoolSubscription::wake);
    }

    private void wakeAll() {
        wake();
        database.notifications().send(SqlMailQueueFactory.SIGNAL);
    }

    /** Called about once a second: other processes may have put mail in, and what waited may be due. */
    void tick() {
        endings.writeAgain();
        if (subscriptions.isEmpty()) {
            return;
        }
        if (!node.isOne() || database.<Boolean>read(sql -> SpoolTable.hasDue(sql, name.asString(), now()))) {
            wake();
        }
    }

    /** Stops handing mail on. */
    void stop() {
        subscriptions.forEach(SpoolSubscription::cancel);
    }

    List<SqlMailQueueItem> take(int most) {
        // First of all: a new node puts back what dead ones have taken, which may be all there is.
        String nodeId = node.id();
        if (!database.<Boolean>read(sql -> SpoolTable.hasDue(sql, name.asString(), now()))) {
            return List.of();
        }
        List<QueuedMail> taken = database.write(sql -> SpoolTable.take(sql, name.asString(), nodeId, now(), most));
        return taken.stream().flatMap(each -> taken(each, nodeId).stream()).toList();
    }

    private Optional<SqlMailQueueItem> taken(QueuedMail row, String nodeId) {
        node.begun(row.id());
        try {
            return Optional.of(new SqlMailQueueItem(this, row.id(), nodeId, mails.open(row), row.body()));
        } catch (StoreException e) {
            LOGGER.error(
                    "queue {}: mail {} cannot be read from the store; trying again later",
                    name.asString(),
                    row.id(),
                    e);
            complete(new DequeueCompletion.PutBack(row.id(), nodeId, DequeueCompletionWriter.later(now())));
            return Optional.empty();
        }
    }

    void complete(DequeueCompletion completion) {
        endings.write(completion);
    }

    @Override
    public long getSize() throws MailQueueException {
        return asked(mails::count);
    }

    @Override
    public long flush() throws MailQueueException {
        long flushed = asked(() -> mails.makeReady(now()));
        wake();
        return flushed;
    }

    /** Removes all mail but what is being delivered just now. */
    @Override
    public long clear() throws MailQueueException {
        return asked(() -> mails.removeWhere(mail -> true));
    }

    /** Removes mail by name, sender or recipient, but for what is being delivered just now. */
    @Override
    public long remove(Type type, String value) throws MailQueueException {
        Predicate<StoredMail> matches = switch (type) {
            case Name -> mail -> mail.name().equals(value);
            case Recipient -> mail -> mail.hasRecipient(value);
            case Sender -> mail -> isSender(mail, value);
        };
        return asked(() -> mails.removeWhere(matches));
    }

    /** The empty sender is asked for as James prints it. */
    private static boolean isSender(StoredMail mail, String value) {
        String sender = mail.sender();
        return sender == null ? MailAddress.NULL_SENDER_AS_STRING.equals(value) : sender.equalsIgnoreCase(value);
    }

    /** All mail, in the order it goes, as it is when the iterator comes to it; what has gone meanwhile is passed over. */
    @Override
    public MailQueueIterator browse() throws MailQueueException {
        return asked(mails::browse);
    }

    /** Nothing is held for one user of the queue; {@link SqlMailQueueFactory#close} ends all queues. */
    @Override
    public void close() {}

    private static <T> T asked(Supplier<T> question) throws MailQueueException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new MailQueueException("the store failed", e);
        }
    }
}
