// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.client.Content;
import dev.sekisho.relay.client.Envelope;
import dev.sekisho.relay.client.Outcome;
import dev.sekisho.relay.client.Trouble;
import dev.sekisho.relay.destination.Connections;
import dev.sekisho.store.body.Bodies;
import dev.sekisho.store.lease.Node;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.store.outgoing.OutgoingMessage;
import dev.sekisho.store.outgoing.OutgoingRecipient;
import dev.sekisho.store.outgoing.Step;
import dev.sekisho.store.outgoing.TakenGroup;
import dev.sekisho.store.sql.PassingFailures;
import dev.sekisho.store.sql.StoreException;
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

/** From taken recipients to rows that say what came of them. For any thread. */
final class Delivery {
    private static final Logger LOGGER = LoggerFactory.getLogger(Delivery.class);

    private final Outgoing outgoing;
    private final Node node;
    private final Bodies bodies;
    private final Road road;
    private final Notices notices;
    private final Untold untold;
    private final Clock clock;
    private final ConcurrentLinkedQueue<Ended> unwritten = new ConcurrentLinkedQueue<>();
    private int underWay;

    private record Ended(TakenGroup group, Map<Long, Step> steps) {}

    Delivery(Outgoing outgoing, Node node, Bodies bodies, Road road, Notices notices, Clock clock) {
        this.outgoing = outgoing;
        this.node = node;
        this.bodies = bodies;
        this.road = road;
        this.notices = notices;
        this.untold = new Untold(notices, clock, (group, verdicts) -> write(new Ended(group, steps(verdicts))));
        this.clock = clock;
    }

    /** Tries a group, and writes down what came of it. */
    CompletableFuture<Void> deliver(TakenGroup group) {
        begun(1);
        OutgoingMessage message = group.message();
        Route route = road.settings()
                .routes()
                .named(group.route())
                .orElseGet(() -> road.settings()
                        .routes()
                        .choose(message.sender(), message.recipients().get(0).address()));
        Connections.Key key = new Connections.Key(route.name(), group.destination());
        CompletableFuture<List<Fate>> fates;
        if (message.recipients().stream().allMatch(OutgoingRecipient::bounced)) {
            fates = CompletableFuture.completedFuture(all(message, new Fate.Bounced()));
        } else {
            fates = wantedNow(message) ? attempt(group, route) : pausedOr(group, route, key);
        }
        return fates.exceptionally(fault -> ofFault(message, fault))
                .thenAcceptAsync(all -> end(group, judged(message, route, all), all), road.workers())
                .whenComplete((done, failure) -> begun(-1));
    }

    /** It is tried again like anything that failed in passing: rows that stayed taken would wait for the end of this process. */
    private static List<Fate> ofFault(OutgoingMessage message, Throwable fault) {
        LOGGER.error("message {}: a fault in sending it; it is tried again", message.id(), fault);
        return all(
                message,
                new Fate.Tried(
                        Optional.empty(),
                        new Outcome.Interrupted(new Trouble.Broken("a fault of this server"), false)));
    }

    /** Somebody asked for it, so no back-off stands in its way. */
    private static boolean wantedNow(OutgoingMessage message) {
        return message.recipients().stream()
                .anyMatch(each -> each.attempts() > 0 && each.host().isEmpty());
    }

    private CompletableFuture<List<Fate>> pausedOr(TakenGroup group, Route route, Connections.Key key) {
        return road.backOff()
                .of(key)
                .map(pause -> new Fate.Paused(pause.host(), pause.trouble(), pause.until()))
                .map(paused -> CompletableFuture.completedFuture(all(group.message(), paused)))
                .orElseGet(() -> attempt(group, route));
    }

    private static List<Fate> all(OutgoingMessage message, Fate fate) {
        return message.recipients().stream().map(each -> fate).toList();
    }

    private CompletableFuture<List<Fate>> attempt(TakenGroup group, Route route) {
        OutgoingMessage message = group.message();
        Envelope envelope = new Envelope(
                message.sender(),
                message.ret(),
                message.envid(),
                message.recipients().stream()
                        .map(each -> new Envelope.Recipient(each.address(), each.notices(), each.orcpt()))
                        .toList());
        return new Attempt(road, route, group.destination(), envelope, content(message), wantedNow(message)).run();
    }

    private Content content(OutgoingMessage message) {
        return new Content() {
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

    private Map<Long, Verdict> judged(OutgoingMessage message, Route route, List<Fate> fates) {
        Map<Long, Verdict> verdicts = new LinkedHashMap<>();
        Instant now = clock.instant();
        List<OutgoingRecipient> recipients = message.recipients();
        for (int i = 0; i < recipients.size(); i++) {
            OutgoingRecipient recipient = recipients.get(i);
            Verdict.Case ofCase = new Verdict.Case(
                    message,
                    recipient,
                    fates.get(i).host(),
                    now,
                    road.settings().schedule(),
                    route.demand());
            verdicts.put(recipient.id(), ofCase.of(fates.get(i)));
        }
        return verdicts;
    }

    private void end(TakenGroup group, Map<Long, Verdict> verdicts, List<Fate> fates) {
        Map<Long, Step> steps = steps(verdicts);
        Map<Long, Verdict> late = new HashMap<>();
        Instant begun = clock.instant();
        try {
            notices.tell(group.message(), verdicts.values());
        } catch (IOException | RuntimeException e) {
            String what = "message " + group.message().id()
                    + ": what came of it can neither be told nor kept now; trying again";
            PassingFailures.ofProcess().error(LOGGER, e, () -> what);
            // What was delivered is, and is told before it is written down; what else there is to tell comes up again
            // with the rest.
            verdicts.forEach((id, verdict) -> {
                if (verdict.step() instanceof Step.Delivered && verdict.notice().isPresent()) {
                    late.put(id, verdict);
                }
            });
            postpone(group, steps);
        }
        log(group, steps, verdicts, fates);
        steps.keySet().removeAll(late.keySet());
        untold.add(group, late, begun);
        if (!steps.isEmpty()) {
            write(new Ended(group, steps));
        }
    }

    private static Map<Long, Step> steps(Map<Long, Verdict> verdicts) {
        Map<Long, Step> steps = new HashMap<>();
        verdicts.forEach((id, verdict) -> steps.put(id, verdict.step()));
        return steps;
    }

    private void postpone(TakenGroup group, Map<Long, Step> steps) {
        Instant again = clock.instant().plus(Untold.AGAIN);
        group.message().recipients().forEach(each -> {
            if (!(steps.get(each.id()) instanceof Step.Delivered)) {
                steps.put(
                        each.id(),
                        new Step.Later(each.host(), each.reason().orElse(""), again, each.attempts(), each.warned()));
            }
        });
    }

    private void log(TakenGroup group, Map<Long, Step> steps, Map<Long, Verdict> verdicts, List<Fate> fates) {
        OutgoingMessage message = group.message();
        Instant now = clock.instant();
        for (int i = 0; i < message.recipients().size(); i++) {
            OutgoingRecipient recipient = message.recipients().get(i);
            Step step = steps.get(recipient.id());
            if (step != null) {
                Optional<String> status = Optional.ofNullable(verdicts.get(recipient.id()))
                        .flatMap(Verdict::about)
                        .map(Notice.About::status);
                SendingLog.tell(message, recipient, group.route(), step, fates.get(i), status, now);
            }
        }
    }

    private void write(Ended ended) {
        try {
            boolean held = outgoing.write(ended.group(), ended.steps());
            ended.steps().keySet().forEach(node::ended);
            if (!held) {
                LOGGER.warn(
                        "message {}: this node's lease had ended; some of its recipients may get it twice",
                        ended.group().message().id());
            }
        } catch (StoreException e) {
            String what = "message " + ended.group().message().id() + ": what came of it will be written later";
            PassingFailures.ofProcess().warn(LOGGER, e, () -> what);
            unwritten.add(ended);
        }
    }

    /** The last time that anything is told and written. */
    void finish() {
        untold.end();
        writeAgain();
    }

    /** Writes what the store could not take before, and tells what could not be told. */
    void writeAgain() {
        untold.tellAgain();
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
