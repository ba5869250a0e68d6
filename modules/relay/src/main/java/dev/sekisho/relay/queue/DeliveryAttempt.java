// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.ConnectionInfo;
import dev.sekisho.relay.client.DeliveryFailure;
import dev.sekisho.relay.client.HandshakeResult;
import dev.sekisho.relay.client.MessageContent;
import dev.sekisho.relay.client.OutboundEnvelope;
import dev.sekisho.relay.client.RecipientResult;
import dev.sekisho.relay.client.SmtpClientSession;
import dev.sekisho.relay.client.TargetServer;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.relay.destination.ConnectionThrottle;
import dev.sekisho.relay.destination.ResolvedServers;
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

    private final DeliveryContext road;
    private final Route route;
    private final String destination;
    private final ConnectionPool.Key key;
    private final MessageContent content;
    private final boolean wanted;
    private final AttemptResults fates;
    /** Those that were offered the message, over a connection that did not end for its age. */
    private final Set<InetSocketAddress> offered = new HashSet<>();

    private @Nullable String triedLast;
    private @Nullable DeliveryFailure trouble;
    private AttemptResult.@Nullable Paused paused;

    /** @param wanted whether somebody has asked for it, so that no pause stands in its way */
    DeliveryAttempt(
            DeliveryContext road,
            Route route,
            String destination,
            OutboundEnvelope envelope,
            MessageContent content,
            boolean wanted) {
        this.road = road;
        this.route = route;
        this.destination = destination;
        this.key = new ConnectionPool.Key(route.name(), destination);
        this.content = content;
        this.wanted = wanted;
        this.fates = new AttemptResults(envelope);
    }

    /** @return what came of each recipient, in their order */
    CompletableFuture<List<AttemptResult>> run() {
        Optional<SmtpClientSession> kept = road.connections().take(key).filter(this::stillRight);
        return kept.isEmpty() ? fresh() : overKept(kept.get());
    }

    /** A pin that was revoked meanwhile ends the connection too. */
    private boolean stillRight(SmtpClientSession session) {
        boolean right = route.demand() != RouteDemand.PINNED
                || session.presented()
                        .filter(road.pins().expected(route, session.hop().host())::contains)
                        .isPresent();
        if (!right) {
            session.close();
        }
        return right;
    }

    /** Where it ended before the message did, that is because it is old, and says nothing of the message or of the server. */
    private CompletableFuture<List<AttemptResult>> overKept(SmtpClientSession session) {
        road.openings().sending(session.hop().address());
        return send(session).thenCompose(ended -> {
            if (fates.settled()) {
                return done();
            }
            if (ended) {
                fates.forgetRest();
                offered.clear();
            }
            return fresh();
        });
    }

    private CompletableFuture<List<AttemptResult>> fresh() {
        return CompletableFuture.supplyAsync(() -> road.search().of(route.nextHop(), destination), road.workers())
                .thenCompose(servers -> {
                    if (servers instanceof ResolvedServers.Nobody nobody) {
                        return CompletableFuture.completedFuture(fates.orElse(new AttemptResult.Tried(
                                Optional.empty(), new RecipientResult.Refused(nobody.reply()))));
                    }
                    if (servers instanceof ResolvedServers.NotNow notNow) {
                        trouble = new DeliveryFailure.Unreachable(notNow.why());
                        return done();
                    }
                    return ask(((ResolvedServers.Known) servers).all(), 0);
                });
    }

    /** Asks one server after the other for those who are left. */
    private CompletableFuture<List<AttemptResult>> ask(List<Server> servers, int place) {
        if (place == servers.size() || offered.size() == MOST_OFFERED || fates.settled()) {
            return done();
        }
        Server server = servers.get(place);
        if (offered.contains(server.address())) {
            return ask(servers, place + 1);
        }
        TargetServer hop;
        try {
            hop = hop(server);
        } catch (IOException e) {
            trouble = new DeliveryFailure.Broken("our password: " + e.getMessage());
            return done();
        }
        Optional<ConnectionThrottle.Shut> shut = road.openings().begin(server.address(), wanted);
        if (shut.isPresent()) {
            pausedUntil(server, shut.get());
            return ask(servers, place + 1);
        }
        return road.client()
                .open(hop)
                .thenCompose(opened -> offer(hop, opened))
                .thenCompose(ended -> ask(servers, place + 1));
    }

    /** Whoever is the first to be worth another try. Where somebody has asked for it, that is kept in mind by naming no host. */
    private void pausedUntil(Server server, ConnectionThrottle.Shut shut) {
        if (paused == null || shut.until().isBefore(paused.until())) {
            Optional<String> host = wanted ? Optional.empty() : Optional.of(server.host());
            paused = new AttemptResult.Paused(host, told(shut.trouble()), shut.until());
        }
    }

    /** @return whether the connection has ended, if one came about */
    private CompletableFuture<Boolean> offer(TargetServer hop, HandshakeResult opened) {
        note(hop, opened);
        if (opened instanceof HandshakeResult.Ready ready) {
            ready.note().ifPresent(why -> LOGGER.warn("{}: mail goes in cleartext: {}", hop.name(), why));
            road.backOff().clear(key);
            proved(hop, ready.session());
            return send(ready.session());
        }
        DeliveryFailure here = ((HandshakeResult.Failed) opened).trouble();
        LOGGER.info("{} (route {}): {}", hop.name(), route.name(), here.text());
        triedLast = hop.host();
        // A demand that was not met is what the operator is to know, whatever the others say.
        trouble = trouble instanceof DeliveryFailure.Unmet && !(here instanceof DeliveryFailure.Unmet) ? trouble : here;
        return CompletableFuture.completedFuture(true);
    }

    /** What cannot be written down of a key now is at its next connection; it holds no mail. */
    private void proved(TargetServer hop, SmtpClientSession session) {
        try {
            road.pins().proved(route, hop.host(), session.presented());
        } catch (StoreException e) {
            TransientFailureLog.ofProcess()
                    .warn(LOGGER, e, () -> hop.name() + ": that its key was seen cannot be kept now");
        }
    }

    private void note(TargetServer hop, HandshakeResult opened) {
        boolean connected = !(opened instanceof HandshakeResult.Failed failed
                && failed.trouble() instanceof DeliveryFailure.Unreachable);
        road.openings().end(hop.address(), opened);
        road.blocked().connected(hop.host(), hop.address(), connected);
    }

    /** The demand is the route's, at each server. */
    private TargetServer hop(Server server) throws IOException {
        return new TargetServer(
                server.host(),
                server.address(),
                route.nextHop() instanceof NextHop.Mx,
                route.nextHop() instanceof NextHop.Smarthost smarthost ? smarthost.tls() : NextHop.Tls.STARTTLS,
                route.demand(),
                road.pins().expected(route, server.host()),
                road.credentials(route));
    }

    /** @return whether the connection has ended */
    private CompletableFuture<Boolean> send(SmtpClientSession session) {
        InetSocketAddress address = session.hop().address();
        ConnectionInfo via = session.via();
        offered.add(address);
        return session.send(fates.rest(), content)
                .whenComplete((outcomes, failure) -> road.openings().sent(address))
                .thenApply(outcomes -> {
                    fates.tried(session.hop().host(), via, outcomes);
                    boolean ended = !session.usable();
                    road.connections().giveBack(key, session);
                    return ended;
                });
    }

    /** Those of whom nothing is known were for nobody who took us. */
    private CompletableFuture<List<AttemptResult>> done() {
        if (trouble == null && paused != null) {
            return CompletableFuture.completedFuture(fates.orElse(paused));
        }
        DeliveryFailure why = told(trouble == null ? new DeliveryFailure.Unreachable("no server was asked") : trouble);
        Optional<String> host = Optional.ofNullable(triedLast);
        if (fates.incomplete()) {
            road.backOff().failed(key, host, why);
        }
        return CompletableFuture.completedFuture(
                fates.orElse(new AttemptResult.Tried(host, new RecipientResult.Interrupted(why, false))));
    }

    private DeliveryFailure told(DeliveryFailure why) {
        return why instanceof DeliveryFailure.Unreachable && road.blocked().appearsBlocked()
                ? new DeliveryFailure.Unreachable(why.text() + "; " + OutgoingSummary.PORT_BLOCKED)
                : why;
    }
}
