// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.client.SmtpClient;
import dev.sekisho.relay.client.Timeouts;
import dev.sekisho.relay.destination.BackOff;
import dev.sekisho.relay.destination.BlockedPort;
import dev.sekisho.relay.destination.Connections;
import dev.sekisho.relay.destination.Names;
import dev.sekisho.relay.destination.Openings;
import dev.sekisho.relay.destination.ServerSearch;
import dev.sekisho.relay.queue.Postbox;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.relay.queue.Road;
import dev.sekisho.relay.queue.Sending;
import dev.sekisho.relay.queue.ServerPins;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.Outgoing;
import dev.sekisho.tls.ClientTls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All that sends, in one process. */
public final class Relaying implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool(new DefaultThreadFactory("relay", true));
    private final EventLoopGroup loops = new NioEventLoopGroup(
            Math.min(2, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("relay-io", true));
    private final ClientTls tls;
    private final Sending sending;

    /**
     * Sends nothing yet.
     *
     * @param store has the queue
     * @param outgoing the queue, as whoever hands over uses it
     * @param settings the routes
     * @param tls judges servers; closed with this
     * @param pins which keys they may have
     * @param names the DNS
     * @param postbox takes notices
     * @param timeouts how long servers may take
     * @param clock says when
     */
    public Relaying(
            Store store,
            Outgoing outgoing,
            RelaySettings settings,
            ClientTls tls,
            ServerPins pins,
            Names names,
            Postbox postbox,
            Timeouts timeouts,
            Clock clock) {
        this.tls = tls;
        Road road = new Road(
                new SmtpClient(loops, workers, tls, settings.ownName(), timeouts),
                new ServerSearch(names, settings.ownName(), new Random()),
                new Connections(settings.limits(), clock),
                new Openings(
                        settings.limits().connections(), settings.schedule().after(1), clock),
                new BackOff(settings.schedule(), clock),
                new BlockedPort(exchangersPort(settings.routes()), clock),
                pins,
                settings,
                workers);
        this.sending = new Sending(store, outgoing, road, postbox, clock);
    }

    /** 25, but in tests. */
    private static int exchangersPort(Routes routes) {
        return routes.routes().stream()
                .map(Route::nextHop)
                .filter(NextHop.Mx.class::isInstance)
                .map(hop -> ((NextHop.Mx) hop).port())
                .findFirst()
                .orElse(NextHop.SMTP_PORT);
    }

    /** Begins to send. */
    public void start() {
        sending.start();
    }

    /** Ends: what is under way gets some seconds, the rest waits for the next start. */
    @Override
    public void close() {
        sending.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        workers.shutdownNow();
        tls.close();
    }
}
