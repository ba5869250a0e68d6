// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.client.OutboundEnvelope;
import dev.sekisho.relay.client.RecipientResult;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.lease.NodeLease;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.RecipientStatus;
import dev.sekisho.store.outgoing.RecipientUpdate;
import dev.sekisho.store.outgoing.TakenRecipients;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries recipients that were taken, and updates their rows. For any thread. */
final class MessageDelivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(MessageDelivery.class);

    private final OutgoingQueue outgoing;
    private final NodeLease node;
    private final BodyStore bodies;
    private final DeliveryContext context;
    private final DsnSender dsns;
    private final PendingDsns pending;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Ended> unwritten = new ConcurrentLinkedQueue<>();
    private int underWay;

    private record Ended(TakenRecipients group, Map<Long, RecipientUpdate> updates) {}

    MessageDelivery(
            OutgoingQueue outgoing,
            NodeLease node,
            BodyStore bodies,
            DeliveryContext context,
            DsnSender dsns,
            Clock clock) {
        this.outgoing = outgoing;
        this.node = node;
        this.bodies = bodies;
        this.context = context;
        this.dsns = dsns;
        this.pending = new PendingDsns(dsns, clock, (group, results) -> write(new Ended(group, updates(results))));
        this.clock = clock;
    }

    /** Tries a group, and stores the results. */
    CompletableFuture<Void> deliver(TakenRecipients group) {
        begun(1);
        OutgoingMessage message = group.message();
        Route route = context.settings()
                .routes()
                .named(group.route())
                .orElseGet(() -> context.settings()
                        .routes()
                        .choose(message.sender(), message.recipients().get(0).address()));
        ConnectionPool.Key key = new ConnectionPool.Key(route.name(), group.destination());
        CompletableFuture<List<AttemptResult>> attempts;
        if (message.recipients().stream().allMatch(OutgoingRecipient::bounced)) {
            attempts = CompletableFuture.completedFuture(
                    all(message, new AttemptResult(Optional.empty(), new RecipientResult.Bounced())));
        } else {
            attempts = wantedNow(message) ? attempt(group, route) : pausedOr(group, route, key);
        }
        return attempts.exceptionally(fault -> ofFault(message, fault))
                .thenAcceptAsync(all -> end(group, results(message, route, all), all), context.workers())
                .whenComplete((done, failure) -> begun(-1));
    }

    /** It is tried again like anything that failed in passing: rows that stayed taken would wait for the end of this process. */
    private static List<AttemptResult> ofFault(OutgoingMessage message, Throwable fault) {
        LOGGER.error("message {}: a fault in sending it; it is tried again", message.id(), fault);
        return all(
                message,
                new AttemptResult(
                        Optional.empty(),
                        new RecipientResult.Interrupted(new DeliveryFailure.Broken("a fault of this server"), false)));
    }

    /** Somebody asked for it, so no back-off stands in its way. */
    private static boolean wantedNow(OutgoingMessage message) {
        return message.recipients().stream()
                .anyMatch(each -> each.attempts() > 0 && each.host().isEmpty());
    }

    private CompletableFuture<List<AttemptResult>> pausedOr(
            TakenRecipients group, Route route, ConnectionPool.Key key) {
        return context.backOff()
                .of(key)
                .map(pause ->
                        new AttemptResult(pause.host(), new RecipientResult.Paused(pause.failure(), pause.until())))
                .map(paused -> CompletableFuture.completedFuture(all(group.message(), paused)))
                .orElseGet(() -> attempt(group, route));
    }

    private static List<AttemptResult> all(OutgoingMessage message, AttemptResult result) {
        return message.recipients().stream().map(each -> result).toList();
    }

    private CompletableFuture<List<AttemptResult>> attempt(TakenRecipients group, Route route) {
        OutgoingMessage message = group.message();
        OutboundEnvelope envelope = new OutboundEnvelope(
                message.sender(),
                message.ret(),
                message.envid(),
                message.recipients().stream()
                        .map(each -> new OutboundEnvelope.Recipient(each.address(), each.notices(), each.orcpt()))
                        .toList());
        return new DeliveryAttempt(context, route, group.destination(), envelope, content(message), wantedNow(message))
                .run();
    }

    private MessageContent content(OutgoingMessage message) {
        return new MessageContent() {
            @Override
            public long size() {
                return message.size();
            }

            @Override
            public InputStream open() {
                return bodies.open(message.bodyId());
            }
        };
    }

    private Map<Long, DeliveryResult> results(OutgoingMessage message, Route route, List<AttemptResult> attempts) {
        Map<Long, DeliveryResult> results = new LinkedHashMap<>();
        Instant now = clock.instant();
        List<OutgoingRecipient> recipients = message.recipients();
        for (int i = 0; i < recipients.size(); i++) {
            OutgoingRecipient recipient = recipients.get(i);
            DeliveryResult.Case ofCase = new DeliveryResult.Case(
                    message,
                    recipient,
                    attempts.get(i).host(),
                    now,
                    context.settings().schedule(),
                    route.demand());
            results.put(recipient.id(), ofCase.of(attempts.get(i).result()));
        }
        return results;
    }

    private void end(TakenRecipients group, Map<Long, DeliveryResult> results, List<AttemptResult> attempts) {
        Map<Long, RecipientUpdate> updates = updates(results);
        Map<Long, DeliveryResult> late = new HashMap<>();
        Instant begun = clock.instant();
        try {
            dsns.send(group.message(), results.values());
        } catch (IOException | RuntimeException e) {
            String what =
                    "message " + group.message().id() + ": the DSN for its sender cannot be stored now; trying again";
            TransientFailureLog.ofProcess().error(LOGGER, e, () -> what);
            // What was delivered is, and is told before it is written down; what else there is to tell comes up again
            // with the rest.
            results.forEach((id, result) -> {
                if (result.update().status() == RecipientStatus.DELIVERED
                        && result.notice().isPresent()) {
                    late.put(id, result);
                }
            });
            postpone(group, updates);
        }
        log(group, updates, results, attempts);
        updates.keySet().removeAll(late.keySet());
        pending.add(group, late, begun);
        if (!updates.isEmpty()) {
            write(new Ended(group, updates));
        }
    }

    private static Map<Long, RecipientUpdate> updates(Map<Long, DeliveryResult> results) {
        Map<Long, RecipientUpdate> updates = new HashMap<>();
        results.forEach((id, result) -> updates.put(id, result.update()));
        return updates;
    }

    private void postpone(TakenRecipients group, Map<Long, RecipientUpdate> updates) {
        Instant again = clock.instant().plus(PendingDsns.AGAIN);
        group.message()
                .recipients()
                .forEach(each -> updates.computeIfPresent(
                        each.id(),
                        (id, update) -> update.status() == RecipientStatus.DELIVERED
                                ? update
                                : RecipientUpdate.waiting(
                                        each.host(),
                                        each.reason().orElse(""),
                                        new RecipientUpdate.Retry(again, each.attempts(), each.warned()))));
    }

    private void log(
            TakenRecipients group,
            Map<Long, RecipientUpdate> updates,
            Map<Long, DeliveryResult> results,
            List<AttemptResult> attempts) {
        OutgoingMessage message = group.message();
        Instant now = clock.instant();
        for (int i = 0; i < message.recipients().size(); i++) {
            OutgoingRecipient recipient = message.recipients().get(i);
            RecipientUpdate update = updates.get(recipient.id());
            if (update != null) {
                Optional<String> status = Optional.ofNullable(results.get(recipient.id()))
                        .flatMap(DeliveryResult::about)
                        .map(Dsn.About::status);
                DeliveryLog.tell(message, recipient, group.route(), update, attempts.get(i), status, now);
            }
        }
    }

    private void write(Ended ended) {
        try {
            boolean held = outgoing.write(ended.group(), ended.updates());
            ended.updates().keySet().forEach(node::ended);
            if (!held) {
                LOGGER.warn(
                        "message {}: this node's lease had ended; some of its recipients may get it twice",
                        ended.group().message().id());
            }
        } catch (StoreException e) {
            String what = "message " + ended.group().message().id()
                    + ": the result of its attempt cannot be stored now; trying again";
            TransientFailureLog.ofProcess().warn(LOGGER, e, () -> what);
            unwritten.add(ended);
        }
    }

    /** The last attempt to store DSNs and results. */
    void finish() {
        pending.end();
        writeAgain();
    }

    /** Stores the results and DSNs that could not be stored before. */
    void writeAgain() {
        pending.sendAgain();
        for (int i = unwritten.size(); i > 0; i--) {
            Ended ended = unwritten.poll();
            if (ended != null) {
                write(ended);
            }
        }
    }

    private synchronized void begun(int more) {
        underWay += more;
        notifyAll();
    }

    synchronized void awaitIdle(long endNanos) throws InterruptedException {
        long left = endNanos - System.nanoTime();
        while (underWay > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = endNanos - System.nanoTime();
        }
    }
}
