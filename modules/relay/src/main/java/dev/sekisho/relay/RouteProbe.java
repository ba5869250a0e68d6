// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.relay.client.SmtpClient;
import dev.sekisho.relay.client.SmtpTimeouts;
import dev.sekisho.relay.client.TargetServer;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import dev.sekisho.relay.destination.NextHopResolver;
import dev.sekisho.relay.destination.ResolvedServers;
import dev.sekisho.relay.destination.ResolvedServers.Server;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.tls.client.ClientTls;
import dev.sekisho.tls.engine.TlsEngine;
import dev.sekisho.tls.identity.Identity;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks the smarthost of a route whether it would take mail now, with the same client that sends: connection, TLS, the route's demand, the
 * login. No message is sent. Blocks; for one thread.
 */
public final class RouteProbe implements AutoCloseable {
    private static final Answer NO_ADDRESS = new Answer.Not("it has no address", Optional.empty());

    private final EventLoopGroup loops = new NioEventLoopGroup(1, new DefaultThreadFactory("probe", true));
    private final ClientTls tls;
    private final SmtpClient client;
    private final NextHopResolver search;

    /** What came of it. */
    public sealed interface Answer {
        /**
         * It takes mail.
         *
         * @param presented the pin of its key; empty where the connection is in cleartext
         */
        record Ready(Optional<Pin> presented) implements Answer {}

        /**
         * It does not.
         *
         * @param why for the operator
         * @param presented the key that was not the right one, where that is why
         */
        record Not(String why, Optional<Pin> presented) implements Answer {}
    }

    /**
     * @param ownName the name we go by
     * @param own presented to servers that ask for a certificate
     * @param names the DNS
     * @param timeout how long each step may take
     */
    public RouteProbe(String ownName, Supplier<Optional<Identity>> own, DnsLookup names, Duration timeout) {
        this.tls = new ClientTls(TlsEngine.chosen(), own, ClientTls.platformAuthorities());
        this.client = new SmtpClient(loops, Runnable::run, tls, ownName, SmtpTimeouts.all(timeout));
        this.search = new NextHopResolver(names, ownName, new Random());
    }

    /**
     * Asks each server of a smarthost's name, until one takes us.
     *
     * @param route a route to this smarthost
     * @param pins the keys that it may have
     * @param credentials what to log in with
     */
    public Answer ask(Route route, NextHop.Smarthost smarthost, Set<Pin> pins, Optional<RouteCredentials> credentials) {
        ResolvedServers servers = search.of(smarthost, smarthost.destination(""));
        return servers.fold(
                known -> firstReady(known.all(), route, smarthost, pins, credentials),
                nobody -> NO_ADDRESS,
                notNow -> new Answer.Not(notNow.why(), Optional.empty()));
    }

    private Answer firstReady(
            List<Server> all,
            Route route,
            NextHop.Smarthost smarthost,
            Set<Pin> pins,
            Optional<RouteCredentials> credentials) {
        Answer answer = NO_ADDRESS;
        for (Server server : all) {
            Answer next = open(new TargetServer(
                    server.host(), server.address(), false, smarthost.tls(), route.demand(), pins, credentials));
            if (next instanceof Answer.Ready) {
                return next;
            }
            // The result of an address that presented a key is kept, if the next address does not answer at all.
            boolean better =
                    answer instanceof Answer.Not before && before.presented().isPresent();
            answer = better ? answer : next;
        }
        return answer;
    }

    private Answer open(TargetServer target) {
        return client.open(target)
                .join()
                .fold(
                        ready -> {
                            Optional<Pin> presented = ready.session().presented();
                            ready.session().close();
                            return new Answer.Ready(presented);
                        },
                        failed -> new Answer.Not(
                                failed.reason().text(),
                                failed.reason() instanceof DeliveryFailure.Unmet unmet
                                        ? unmet.presented()
                                        : Optional.empty()));
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        tls.close();
    }
}
