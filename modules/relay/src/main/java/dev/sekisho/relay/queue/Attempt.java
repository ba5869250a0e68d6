// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.queue;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.Content;
import dev.sekisho.relay.client.Envelope;
import dev.sekisho.relay.client.Hop;
import dev.sekisho.relay.client.Opened;
import dev.sekisho.relay.client.Outcome;
import dev.sekisho.relay.client.Session;
import dev.sekisho.relay.client.Trouble;
import dev.sekisho.relay.client.Via;
import dev.sekisho.relay.destination.Connections;
import dev.sekisho.relay.destination.Openings;
import dev.sekisho.relay.destination.Servers;
import dev.sekisho.relay.destination.Servers.Server;
import dev.sekisho.store.outgoing.OutgoingSummary;
import dev.sekisho.store.sql.PassingFailures;
import dev.sekisho.store.sql.StoreException;
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
 * servers, which runs on {@link Road#workers}.
 */
final class Attempt {
    private static final Logger LOGGER = LoggerFactory.getLogger(Attempt.class);
    /** So many servers are offered the message, however many there are: what two do not take now, a third seldom does. */
    private static final int MOST_OFFERED = 2;

    private final Road road;
    private final Route route;
    private final String destination;
    private final Connections.Key key;
    private final Content content;
    private final boolean wanted;
    private final Fates fates;
    /** Those that were offered the message, over a connection that did not end for its age. */
    private final Set<InetSocketAddress> offered = new HashSet<>();

    private @Nullable String triedLast;
    private @Nullable Trouble trouble;
    private Fate.@Nullable Paused paused;

    /** @param wanted whether somebody has asked for it, so that no pause stands in its way */
    Attempt(Road road, Route route, String destination, Envelope envelope, Content content, boolean wanted) {
        this.road = road;
        this.route = route;
        this.destination = destination;
        this.key = new Connections.Key(route.name(), destination);
        this.content = content;
        this.wanted = wanted;
        this.fates = new Fates(envelope);
    }

    /** @return what came of each recipient, in their order */
    CompletableFuture<List<Fate>> run() {
        Optional<Session> kept = road.connections().take(key).filter(this::stillRight);
        return kept.isEmpty() ? fresh() : overKept(kept.get());
    }

    /** A pin that was revoked meanwhile ends the connection too. */
    private boolean stillRight(Session session) {
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
    private CompletableFuture<List<Fate>> overKept(Session session) {
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

    private CompletableFuture<List<Fate>> fresh() {
        return CompletableFuture.supplyAsync(() -> road.search().of(route.nextHop(), destination), road.workers())
                .thenCompose(servers -> {
                    if (servers instanceof Servers.Nobody nobody) {
                        return CompletableFuture.completedFuture(
                                fates.orElse(new Fate.Tried(Optional.empty(), new Outcome.Refused(nobody.reply()))));
                    }
                    if (servers instanceof Servers.NotNow notNow) {
                        trouble = new Trouble.Unreachable(notNow.why());
                        return done();
                    }
                    return ask(((Servers.Known) servers).all(), 0);
                });
    }

    /** Asks one server after the other for those who are left. */
    private CompletableFuture<List<Fate>> ask(List<Server> servers, int place) {
        if (place == servers.size() || offered.size() == MOST_OFFERED || fates.settled()) {
            return done();
        }
        Server server = servers.get(place);
        if (offered.contains(server.address())) {
            return ask(servers, place + 1);
        }
        Hop hop;
        try {
            hop = hop(server);
        } catch (IOException e) {
            trouble = new Trouble.Broken("our password: " + e.getMessage());
            return done();
        }
        Optional<Openings.Shut> shut = road.openings().begin(server.address(), wanted);
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
    private void pausedUntil(Server server, Openings.Shut shut) {
        if (paused == null || shut.until().isBefore(paused.until())) {
            Optional<String> host = wanted ? Optional.empty() : Optional.of(server.host());
            paused = new Fate.Paused(host, told(shut.trouble()), shut.until());
        }
    }

    /** @return whether the connection has ended, if one came about */
    private CompletableFuture<Boolean> offer(Hop hop, Opened opened) {
        note(hop, opened);
        if (opened instanceof Opened.Ready ready) {
            ready.note().ifPresent(why -> LOGGER.warn("{}: mail goes in cleartext: {}", hop.name(), why));
            road.backOff().clear(key);
            proved(hop, ready.session());
            return send(ready.session());
        }
        Trouble here = ((Opened.Failed) opened).trouble();
        LOGGER.info("{} (route {}): {}", hop.name(), route.name(), here.text());
        triedLast = hop.host();
        // A demand that was not met is what the operator is to know, whatever the others say.
        trouble = trouble instanceof Trouble.Unmet && !(here instanceof Trouble.Unmet) ? trouble : here;
        return CompletableFuture.completedFuture(true);
    }

    /** What cannot be written down of a key now is at its next connection; it holds no mail. */
    private void proved(Hop hop, Session session) {
        try {
            road.pins().proved(route, hop.host(), session.presented());
        } catch (StoreException e) {
            PassingFailures.ofProcess()
                    .warn(LOGGER, e, () -> hop.name() + ": that its key was seen cannot be kept now");
        }
    }

    private void note(Hop hop, Opened opened) {
        boolean connected =
                !(opened instanceof Opened.Failed failed && failed.trouble() instanceof Trouble.Unreachable);
        road.openings().end(hop.address(), opened);
        road.blocked().connected(hop.host(), hop.address(), connected);
    }

    /** The demand is the route's, at each server. */
    private Hop hop(Server server) throws IOException {
        return new Hop(
                server.host(),
                server.address(),
                route.nextHop() instanceof NextHop.Mx,
                route.nextHop() instanceof NextHop.Smarthost smarthost ? smarthost.tls() : NextHop.Tls.STARTTLS,
                route.demand(),
                road.pins().expected(route, server.host()),
                road.credentials(route));
    }

    /** @return whether the connection has ended */
    private CompletableFuture<Boolean> send(Session session) {
        InetSocketAddress address = session.hop().address();
        Via via = session.via();
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
    private CompletableFuture<List<Fate>> done() {
        if (trouble == null && paused != null) {
            return CompletableFuture.completedFuture(fates.orElse(paused));
        }
        Trouble why = told(trouble == null ? new Trouble.Unreachable("no server was asked") : trouble);
        Optional<String> host = Optional.ofNullable(triedLast);
        if (fates.incomplete()) {
            road.backOff().failed(key, host, why);
        }
        return CompletableFuture.completedFuture(
                fates.orElse(new Fate.Tried(host, new Outcome.Interrupted(why, false))));
    }

    private Trouble told(Trouble why) {
        return why instanceof Trouble.Unreachable && road.blocked().appearsBlocked()
                ? new Trouble.Unreachable(why.text() + "; " + OutgoingSummary.PORT_BLOCKED)
                : why;
    }
}
