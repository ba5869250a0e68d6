// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.store.Store;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.outgoing.ImmediateDispatcher;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.RouteDestination;
import dev.sekisho.store.outgoing.TakenRecipients;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.StoreNotifications;
import dev.sekisho.store.sql.TransientFailureLog;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes from the queue what is due, as much as may be under way at once, and has it delivered. What this process puts in where there is room is
 * handed over by the commit that keeps it. For all else it looks four times a second, and at once where this process puts something in, or
 * a notification of another node. One thread takes recipients; all other work runs on other threads.
 */
public final class OutgoingScheduler implements AutoCloseable, ImmediateDispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(OutgoingScheduler.class);
    private static final int MOST_UNDER_WAY = 500;
    private static final int MOST_AT_ONCE = 50;
    /** No notification comes from a command that changed SQLite's file: it waits for this. */
    private static final long LOOK_MILLIS = 250;

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int RENEWALS_A_LEASE = 6;

    private static final Duration FORGETTING = Duration.ofHours(1);
    private static final long DRAIN_MILLIS = 10_000;

    private final OutgoingQueue outgoing;
    private final NodeLease node;
    private final DeliveryContext context;
    private final MessageDelivery delivery;
    private final HeldMail heldMail;
    private final Clock clock;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "outgoing");
        daemon.setDaemon(true);
        return daemon;
    });
    /** Taken by the commit that kept it. */
    private final Queue<TakenRecipients> handedOver = new ConcurrentLinkedQueue<>();
    /**
     * Taken, and more than its destination may have at once; holds no place that others could have. Bounded, since no more is taken for a destination that is in
     * here. Of the one thread.
     */
    private final Queue<TakenRecipients> waiting = new ArrayDeque<>();
    /** Whether there may be something due that was not looked for since it came in. */
    private volatile boolean unseen = true;
    /** Whether the last look left destinations out because they were busy. */
    private volatile boolean passedOver;

    private StoreNotifications.Subscription listening = () -> {};
    private final PeriodicCheck tick = new PeriodicCheck(TICK);
    /** By the time, not by the number of looks: on a machine that is overloaded these are late. */
    private final PeriodicCheck renewal;

    private final PeriodicCheck forgetting = new PeriodicCheck(FORGETTING);
    private volatile boolean closing;

    /** Does nothing yet. */
    public OutgoingScheduler(
            Store store, OutgoingQueue outgoing, DeliveryContext context, DsnSubmission submission, Clock clock) {
        this.outgoing = outgoing;
        this.node = outgoing.node();
        this.renewal = new PeriodicCheck(node.lease().dividedBy(RENEWALS_A_LEASE));
        this.context = context;
        this.clock = clock;
        this.heldMail = new HeldMail(outgoing, context, clock);
        DsnSender dsns = new DsnSender(
                submission, new UndeliverableRepository(store), store.bodies(), context.settings(), clock);
        this.delivery = new MessageDelivery(outgoing, node, store.bodies(), context, dsns, clock);
    }

    /** Begins. What waits is sent by the present routes, even if there were others when it was accepted. */
    public void start() {
        RelaySettings settings = context.settings();
        int rerouted = outgoing.reroute((message, recipient) -> {
            Route route = settings.routes().choose(message.sender(), recipient.address());
            String domain = recipient.address().substring(recipient.address().lastIndexOf('@') + 1);
            return new RouteDestination(route.name(), route.nextHop().destination(domain));
        });
        if (rerouted > 0) {
            LOGGER.info(
                    "{} recipients in the outgoing queue now leave by another route, since relay.xml changed",
                    rerouted);
        }
        listening = outgoing.onChange(this::lookNow);
        outgoing.sendAtOnceBy(this);
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void lookNow() {
        unseen = true;
        wake();
    }

    /** There may be something to take, or to begin. */
    private void wake() {
        if (!closing && woken.compareAndSet(false, true)) {
            try {
                thread.execute(() -> guarded(this::take));
            } catch (RejectedExecutionException ending) {
                LOGGER.debug("woken while stopping: the messages wait for the next start");
            }
        }
    }

    /** Only where nothing is in its way: what has to wait for its turn, or for a pause to end, does so in the queue. */
    @Override
    public Optional<String> nodeFor(RouteDestination destination) {
        boolean room = !closing
                && context.connections().count() + handedOver.size() < MOST_UNDER_WAY
                && context.connections().mayBegin(destination.destination())
                && context.backOff()
                        .of(new ConnectionPool.Key(destination.route(), destination.destination()))
                        .isEmpty();
        return room ? Optional.of(node.id()) : Optional.empty();
    }

    @Override
    public void take(TakenRecipients group) {
        begun(group);
        handedOver.add(group);
        wake();
    }

    private void look() {
        unseen = true;
        if (tick.isDue()) {
            tick();
        } else {
            guarded(this::take);
        }
    }

    private void tick() {
        guarded(() -> {
            if (renewal.isDue()) {
                node.renew();
            }
            if (forgetting.isDue()) {
                outgoing.forgetOldNames(clock.instant());
            }
            delivery.writeAgain();
            context.connections().tidy();
            context.throttle().tidy();
            heldMail.release();
            take();
        });
    }

    private void take() {
        woken.set(false);
        beginWaiting();
        while (unseen && !closing && context.connections().count() < MOST_UNDER_WAY) {
            // Before the look: what comes in behind it is to be looked for again.
            unseen = false;
            Set<String> busy = new HashSet<>(context.connections().busy());
            waiting.forEach(group -> busy.add(group.destination()));
            List<TakenRecipients> taken = outgoing.take(node, clock.instant(), busy, MOST_AT_ONCE);
            taken.forEach(this::begun);
            boolean more = waiting.addAll(taken);
            beginWaiting();
            if (more) {
                unseen = true;
            }
            passedOver = !busy.isEmpty();
        }
    }

    private void begun(TakenRecipients group) {
        group.message().recipients().forEach(each -> node.begun(each.id()));
    }

    /** Begins what was taken, as far as its destinations have room. */
    private void beginWaiting() {
        for (TakenRecipients group = handedOver.poll(); group != null; group = handedOver.poll()) {
            waiting.add(group);
        }
        for (int i = waiting.size(); i > 0 && !closing; i--) {
            TakenRecipients group = waiting.remove();
            if (context.connections().mayBegin(group.destination())) {
                context.connections().begin(group.destination());
                begin(group);
            } else {
                waiting.add(group);
            }
        }
    }

    private void begin(TakenRecipients group) {
        var unused = delivery.deliver(group).whenComplete((done, failure) -> {
            if (failure != null) {
                String what = "message " + group.message().id() + ": a fault; it is tried again";
                TransientFailureLog.ofProcess().error(LOGGER, failure, () -> what);
                group.message().recipients().forEach(each -> node.ended(each.id()));
            }
            context.connections().end(group.destination());
            if (passedOver) {
                unseen = true;
            }
            wake();
        });
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (StoreException e) {
            String what = "the outgoing queue cannot be read now; trying again";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
        } catch (RuntimeException | Error e) {
            LOGGER.error("a fault in the scheduler of outgoing mail; trying again", e);
        }
    }

    /** Takes nothing more, gives what is under way some seconds, and the rest back to the queue. */
    @Override
    public void close() {
        closing = true;
        listening.close();
        thread.shutdown();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        try {
            delivery.awaitIdle(end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        context.connections().close();
        delivery.finish();
        node.leave();
    }
}
