// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.relay.client.HandshakeResult;
import dev.sekisho.relay.client.OutboundEnvelope;
import dev.sekisho.relay.client.RecipientResult;
import dev.sekisho.relay.client.SmtpClientSession;
import dev.sekisho.relay.client.TargetServer;
import dev.sekisho.relay.client.message.MessageContent;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.relay.destination.ConnectionThrottle;
import dev.sekisho.relay.destination.ResolvedServers.Server;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.TransientFailureLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to hand a message to its next hop: over a connection that was kept, else over a new one to the first server that takes us. The next
 * server is asked for those recipients that this one has neither taken nor refused for good (RFC 5321 5.1). Blocks nowhere but in the search of
 * servers, which runs on {@link DeliveryContext#workers}.
 */
final class DeliveryAttempt {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeliveryAttempt.class);
    /** So many servers are offered the message, however many there are: what two do not take now, a third seldom does. */
    private static final int MOST_OFFERED = 2;

    private final DeliveryContext context;
    private final Route route;
    private final String destination;
    private final ConnectionPool.Key key;
    private final MessageContent content;
    private final boolean wanted;
    private final AttemptResults results;
    /** Those that were offered the message, over a connection that did not end for its age. */
    private final Set<InetSocketAddress> offered = new HashSet<>();

    private @Nullable String triedLast;
    private @Nullable DeliveryFailure failure;
    private RecipientResult.@Nullable Paused paused;
    private Optional<String> pausedHost = Optional.empty();

    /** @param wanted whether somebody has asked for it, so that no pause stands in its way */
    DeliveryAttempt(
            DeliveryContext context,
            Route route,
            String destination,
            OutboundEnvelope envelope,
            MessageContent content,
            boolean wanted) {
        this.context = context;
        this.route = route;
        this.destination = destination;
        this.key = new ConnectionPool.Key(route.name(), destination);
        this.content = content;
        this.wanted = wanted;
        this.results = new AttemptResults(envelope);
    }

    /** @return the result of each recipient, in their order */
    CompletableFuture<List<AttemptResult>> run() {
        Optional<SmtpClientSession> kept = context.connections().take(key).filter(this::stillRight);
        return kept.isEmpty() ? fresh() : overKept(kept.get());
    }

    /** A pin that was revoked meanwhile ends the connection too. */
    private boolean stillRight(SmtpClientSession session) {
        boolean right = route.demand() != RouteDemand.PINNED
                || session.presented()
                        .filter(context.pins().expected(route, session.target().host())::contains)
                        .isPresent();
        if (!right) {
            session.close();
        }
        return right;
    }

    /** Where it ended before the message did, that is because it is old, and says nothing of the message or of the server. */
    private CompletableFuture<List<AttemptResult>> overKept(SmtpClientSession session) {
        context.throttle().sending(session.target().address());
        return send(session).thenCompose(ended -> {
            if (results.settled()) {
                return done();
            }
            if (ended) {
                results.forgetRest();
                offered.clear();
            }
            return fresh();
        });
    }

    private CompletableFuture<List<AttemptResult>> fresh() {
        return CompletableFuture.supplyAsync(
                        () -> context.resolver().of(route.nextHop(), destination), context.workers())
                .thenCompose(servers -> servers.fold(
                        known -> ask(known.all(), 0),
                        nobody -> CompletableFuture.completedFuture(results.orElse(
                                new AttemptResult(Optional.empty(), new RecipientResult.Refused(nobody.reply())))),
                        notNow -> {
                            failure = new DeliveryFailure.Unreachable(notNow.why());
                            return done();
                        }));
    }

    /** Asks one server after the other for those who are left. */
    private CompletableFuture<List<AttemptResult>> ask(List<Server> servers, int place) {
        if (place == servers.size() || offered.size() == MOST_OFFERED || results.settled()) {
            return done();
        }
        Server server = servers.get(place);
        if (offered.contains(server.address())) {
            return ask(servers, place + 1);
        }
        TargetServer target;
        try {
            target = target(server);
        } catch (IOException e) {
            failure = new DeliveryFailure.Broken("our password: " + e.getMessage());
            return done();
        }
        Optional<ConnectionThrottle.Throttled> throttled = context.throttle().begin(server.address(), wanted);
        if (throttled.isPresent()) {
            pausedUntil(server, throttled.get());
            return ask(servers, place + 1);
        }
        return context.client()
                .open(target)
                .thenCompose(opened -> offer(target, opened))
                .thenCompose(ended -> ask(servers, place + 1));
    }

    /** Whoever is the first to be worth another try. Where somebody has asked for it, that is kept in mind by naming no host. */
    private void pausedUntil(Server server, ConnectionThrottle.Throttled throttled) {
        if (paused == null || throttled.until().isBefore(paused.until())) {
            pausedHost = wanted ? Optional.empty() : Optional.of(server.host());
            paused = new RecipientResult.Paused(reported(throttled.failure()), throttled.until());
        }
    }

    /** @return whether the connection has ended, if one came about */
    private CompletableFuture<Boolean> offer(TargetServer server, HandshakeResult opened) {
        note(server, opened);
        return opened.fold(
                ready -> {
                    ready.note().ifPresent(why -> LOGGER.warn("{}: mail goes in cleartext: {}", server.name(), why));
                    context.backOff().clear(key);
                    proved(server, ready.session());
                    return send(ready.session());
                },
                failed -> {
                    notOpened(server, failed.reason());
                    return CompletableFuture.completedFuture(true);
                });
    }

    private void notOpened(TargetServer server, DeliveryFailure here) {
        LOGGER.info("{} (route {}): {}", server.name(), route.name(), here.text());
        triedLast = server.host();
        // A demand that was not met is what the operator is to know, whatever the others say.
        failure = failure instanceof DeliveryFailure.Unmet && !(here instanceof DeliveryFailure.Unmet) ? failure : here;
    }

    /** What cannot be stored about a key now is stored at its next connection; mail does not wait for it. */
    private void proved(TargetServer server, SmtpClientSession session) {
        try {
            context.pins().proved(route, server.host(), session.presented());
        } catch (StoreException e) {
            TransientFailureLog.ofProcess()
                    .warn(LOGGER, e, () -> server.name() + ": that its key was seen cannot be kept now");
        }
    }

    private void note(TargetServer server, HandshakeResult opened) {
        boolean connected = opened.failure()
                .filter(DeliveryFailure.Unreachable.class::isInstance)
                .isEmpty();
        context.throttle().end(server.address(), opened);
        context.port25().connected(server.host(), server.address(), connected);
    }

    /** The demand is the route's, at each server. */
    private TargetServer target(Server server) throws IOException {
        return new TargetServer(
                server.host(),
                server.address(),
                route.nextHop() instanceof NextHop.Mx,
                route.nextHop() instanceof NextHop.Smarthost smarthost ? smarthost.tls() : NextHop.Tls.STARTTLS,
                route.demand(),
                context.pins().expected(route, server.host()),
                context.credentials(route));
    }

    /** @return whether the connection has ended */
    private CompletableFuture<Boolean> send(SmtpClientSession session) {
        InetSocketAddress address = session.target().address();
        ConnectionInfo via = session.via();
        offered.add(address);
        return session.send(results.rest(), content)
                .whenComplete((offeredTo, fault) -> context.throttle().sent(address))
                .thenApply(offeredTo -> {
                    results.tried(session.target().host(), via, offeredTo);
                    boolean ended = !session.usable();
                    context.connections().giveBack(key, session);
                    return ended;
                });
    }

    /** Those of whom nothing is known were for nobody who took us. */
    private CompletableFuture<List<AttemptResult>> done() {
        if (failure == null && paused != null) {
            return CompletableFuture.completedFuture(results.orElse(new AttemptResult(pausedHost, paused)));
        }
        DeliveryFailure why =
                reported(failure == null ? new DeliveryFailure.Unreachable("no server was asked") : failure);
        Optional<String> host = Optional.ofNullable(triedLast);
        if (results.incomplete()) {
            context.backOff().failed(key, host, why);
        }
        return CompletableFuture.completedFuture(
                results.orElse(new AttemptResult(host, new RecipientResult.Interrupted(why, false))));
    }

    private DeliveryFailure reported(DeliveryFailure why) {
        return why instanceof DeliveryFailure.Unreachable && context.port25().appearsBlocked()
                ? new DeliveryFailure.Unreachable(why.text() + "; " + OutgoingSummary.PORT_BLOCKED)
                : why;
    }
}
