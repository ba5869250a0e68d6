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
import dev.sekisho.relay.client.Reply;
import dev.sekisho.relay.client.Session;
import dev.sekisho.relay.client.Trouble;
import dev.sekisho.relay.destination.Connections;
import dev.sekisho.relay.destination.Servers;
import dev.sekisho.relay.destination.Servers.Server;
import dev.sekisho.store.outgoing.OutgoingSummary;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to hand a message to its next hop: over a connection that was kept, else over a new one to the first server that takes us. Blocks
 * nowhere but in the search of servers, which runs on {@link Road#workers}.
 */
final class Attempt {
    private static final Logger LOGGER = LoggerFactory.getLogger(Attempt.class);

    private final Road road;
    private final Route route;
    private final String destination;
    private final Connections.Key key;
    private final Envelope envelope;
    private final Content content;
    private @Nullable String triedLast;
    private Trouble.@Nullable Unmet unmet;

    /**
     * What came of it.
     *
     * @param host the server that was tried last
     * @param outcomes for each recipient, in their order
     */
    record Result(Optional<String> host, List<Outcome> outcomes) {}

    Attempt(Road road, Route route, String destination, Envelope envelope, Content content) {
        this.road = road;
        this.route = route;
        this.destination = destination;
        this.key = new Connections.Key(route.name(), destination);
        this.envelope = envelope;
        this.content = content;
    }

    CompletableFuture<Result> run() {
        Optional<Session> kept = road.connections().take(key).filter(this::stillRight);
        if (kept.isEmpty()) {
            return fresh();
        }
        // It may have been closed while it waited; then nothing was taken over it.
        return send(kept.get())
                .thenCompose(result -> result.outcomes().stream().allMatch(Attempt::neverBegun)
                        ? fresh()
                        : CompletableFuture.completedFuture(result));
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

    private static boolean neverBegun(Outcome outcome) {
        return outcome instanceof Outcome.Interrupted interrupted && !interrupted.begun();
    }

    private CompletableFuture<Result> fresh() {
        return CompletableFuture.supplyAsync(() -> road.search().of(route.nextHop(), destination), road.workers())
                .thenCompose(servers -> {
                    if (servers instanceof Servers.Nobody nobody) {
                        return CompletableFuture.completedFuture(refused(nobody.reply()));
                    }
                    if (servers instanceof Servers.NotNow notNow) {
                        return CompletableFuture.completedFuture(failed(new Trouble.Unreachable(notNow.why())));
                    }
                    return ask(((Servers.Known) servers).all(), 0, new Trouble.Unreachable("no server was asked"));
                });
    }

    /** Asks one server after the other, until one takes us. */
    private CompletableFuture<Result> ask(List<Server> servers, int place, Trouble before) {
        if (place == servers.size()) {
            return CompletableFuture.completedFuture(failed(unmet == null ? before : unmet));
        }
        Server server = servers.get(place);
        triedLast = server.host();
        Hop hop;
        try {
            hop = hop(server);
        } catch (IOException e) {
            return CompletableFuture.completedFuture(failed(new Trouble.Broken("our password: " + e.getMessage())));
        }
        return road.client().open(hop).thenCompose(opened -> {
            note(server, opened);
            if (opened instanceof Opened.Ready ready) {
                ready.note().ifPresent(why -> LOGGER.warn("{}: mail goes in cleartext: {}", hop.name(), why));
                road.backOff().clear(key);
                road.pins().proved(route, server.host(), ready.session().presented());
                return send(ready.session());
            }
            Trouble trouble = ((Opened.Failed) opened).trouble();
            LOGGER.info("{} (route {}): {}", hop.name(), route.name(), trouble.text());
            if (trouble instanceof Trouble.Unmet here) {
                unmet = here;
            }
            return ask(servers, place + 1, trouble);
        });
    }

    private void note(Server server, Opened opened) {
        boolean connected =
                !(opened instanceof Opened.Failed failed && failed.trouble() instanceof Trouble.Unreachable);
        road.blocked().connected(destination, server.address().getPort(), connected);
    }

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

    private CompletableFuture<Result> send(Session session) {
        triedLast = session.hop().host();
        return session.send(envelope, content).thenApply(outcomes -> {
            road.connections().giveBack(key, session);
            return new Result(Optional.ofNullable(triedLast), outcomes);
        });
    }

    private Result refused(Reply reply) {
        return new Result(
                Optional.empty(),
                envelope.recipients().stream()
                        .<Outcome>map(each -> new Outcome.Refused(reply))
                        .toList());
    }

    private Result failed(Trouble trouble) {
        Trouble told = trouble instanceof Trouble.Unreachable && road.blocked().appearsBlocked()
                ? new Trouble.Unreachable(trouble.text() + "; " + OutgoingSummary.PORT_BLOCKED)
                : trouble;
        Optional<String> host = Optional.ofNullable(triedLast);
        road.backOff().failed(key, host, told);
        return new Result(
                host,
                envelope.recipients().stream()
                        .<Outcome>map(each -> new Outcome.Interrupted(told, false))
                        .toList());
    }
}
