// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.spool;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of the store. A process that takes mail from them has one of these and closes it at its end, before the
 * database; one that only looks at them (the command line) may have one too.
 */
public final class SqlMailQueueFactory implements MailQueueFactory<SqlMailQueue>, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SqlMailQueueFactory.class);

    /** The table of those that take mail. */
    static final String NODES = "nodes";

    private static final NodeLease.LeasedRows MAILS = new NodeLease.LeasedRows(
            NODES, "queue_mails", SpoolStatus.TAKEN, String.valueOf(SpoolStatus.READY.code()), "mails");

    /** The notification to other nodes that mail is ready. */
    static final String SIGNAL = "queues";

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Database database;
    private final BodyStore bodies;
    private final MailQueueItemDecoratorFactory decorators;
    private final Clock clock;
    private final NodeLease node;
    private final StoreNotifications.Subscription signals;
    private final Map<MailQueueName, SqlMailQueue> queues = new ConcurrentHashMap<>();
    private final ExecutorService dequeuing = Executors.newCachedThreadPool(task -> daemon(task, "queue"));
    private final ScheduledExecutorService ticking =
            Executors.newScheduledThreadPool(2, task -> daemon(task, "queue-tick"));

    /** On an opened database. */
    public SqlMailQueueFactory(Database database, MailQueueItemDecoratorFactory decorators, Clock clock) {
        this(database, new BodyStore(database), decorators, clock);
    }

    /** On an opened database whose bodies others read too. */
    public SqlMailQueueFactory(
            Database database, BodyStore bodies, MailQueueItemDecoratorFactory decorators, Clock clock) {
        this(database, bodies, decorators, clock, NodeLease.LEASE, TICK);
    }

    SqlMailQueueFactory(
            Database database,
            BodyStore bodies,
            MailQueueItemDecoratorFactory decorators,
            Clock clock,
            Duration lease,
            Duration tick) {
        this.database = database;
        this.bodies = bodies;
        this.decorators = decorators;
        this.clock = clock;
        this.node = new NodeLease(database, MAILS, lease);
        every(tick, () -> queues.values().forEach(SqlMailQueue::tick));
        every(lease.dividedBy(4), node::renew);
        this.signals =
                database.notifications().subscribe(SIGNAL, () -> queues.values().forEach(SqlMailQueue::wake));
    }

    private void every(Duration period, Runnable task) {
        var unused = ticking.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (StoreException e) {
                        String what = "the queues cannot be read now; trying again";
                        TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
                    } catch (RuntimeException | Error e) {
                        LOGGER.error("a fault while looking for mail in the queues; trying again", e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The queue of this name, if any process has ever created it on this store. */
    @Override
    public Optional<SqlMailQueue> getQueue(MailQueueName name, PrefetchCount ignored) {
        boolean created =
                queues.containsKey(name) || database.<Boolean>read(sql -> SpoolTable.isCreated(sql, name.asString()));
        return created ? Optional.of(queue(name)) : Optional.empty();
    }

    @Override
    public SqlMailQueue createQueue(MailQueueName name, PrefetchCount ignored) {
        if (!queues.containsKey(name)) {
            database.write(sql -> {
                SpoolTable.create(sql, name.asString());
                return true;
            });
        }
        return queue(name);
    }

    private SqlMailQueue queue(MailQueueName name) {
        return queues.computeIfAbsent(
                name, absent -> new SqlMailQueue(absent, database, bodies, node, decorators, dequeuing, clock));
    }

    @Override
    public Set<MailQueueName> listCreatedMailQueues() {
        return database.read(SpoolTable::created).stream()
                .map(MailQueueName::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Stops handing mail on, and puts back at once what was taken and is not done. */
    @Override
    public void close() {
        queues.values().forEach(SqlMailQueue::stop);
        signals.close();
        ticking.shutdownNow();
        dequeuing.shutdown();
        node.leave();
    }
}
