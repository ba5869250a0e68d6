// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay;

import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.Route;
import dev.sekisho.policy.route.Routes;
import dev.sekisho.relay.client.SmtpClient;
import dev.sekisho.relay.client.SmtpTimeouts;
import dev.sekisho.relay.destination.ConnectionPool;
import dev.sekisho.relay.destination.ConnectionThrottle;
import dev.sekisho.relay.destination.DestinationBackOff;
import dev.sekisho.relay.destination.NextHopResolver;
import dev.sekisho.relay.destination.Port25BlockDetector;
import dev.sekisho.relay.dns.DnsLookup;
import dev.sekisho.relay.queue.DeliveryContext;
import dev.sekisho.relay.queue.DsnSubmission;
import dev.sekisho.relay.queue.OutgoingScheduler;
import dev.sekisho.relay.queue.RelaySettings;
import dev.sekisho.relay.queue.ServerPins;
import dev.sekisho.store.Store;
import dev.sekisho.store.outgoing.OutgoingQueue;
import dev.sekisho.tls.client.ClientTls;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All that sends, in one process. */
public final class OutboundService implements AutoCloseable {
    private final ExecutorService workers = Executors.newCachedThreadPool(new DefaultThreadFactory("relay", true));
    private final EventLoopGroup loops = new NioEventLoopGroup(
            Math.min(2, Runtime.getRuntime().availableProcessors()), new DefaultThreadFactory("relay-io", true));
    private final ClientTls tls;
    private final OutgoingScheduler scheduler;

    /**
     * Sends nothing yet.
     *
     * @param store has the queue
     * @param outgoing the queue, as whoever hands over uses it
     * @param settings the routes
     * @param tls checks servers; closed with this
     * @param pins which keys they may have
     * @param dns the DNS
     * @param submission takes notices
     * @param timeouts how long servers may take
     * @param clock says when
     */
    public OutboundService(
            Store store,
            OutgoingQueue outgoing,
            RelaySettings settings,
            ClientTls tls,
            ServerPins pins,
            DnsLookup dns,
            DsnSubmission submission,
            SmtpTimeouts timeouts,
            Clock clock) {
        this.tls = tls;
        DeliveryContext context = new DeliveryContext(
                new SmtpClient(loops, workers, tls, settings.ownName(), timeouts),
                new NextHopResolver(dns, settings.ownName(), new Random()),
                new ConnectionPool(settings.limits(), clock),
                new DeliveryContext.Limits(
                        new ConnectionThrottle(
                                settings.limits().connections(),
                                settings.schedule().after(1),
                                clock),
                        new DestinationBackOff(settings.schedule(), clock),
                        new Port25BlockDetector(exchangersPort(settings.routes()), clock)),
                pins,
                settings,
                workers);
        this.scheduler = new OutgoingScheduler(store, outgoing, context, submission, clock);
    }

    /** 25, but in tests. */
    private static int exchangersPort(Routes routes) {
        return routes.routes().stream()
                .map(Route::nextHop)
                .filter(NextHop.Mx.class::isInstance)
                .map(NextHop::port)
                .findFirst()
                .orElse(NextHop.SMTP_PORT);
    }

    /** Begins to send. */
    public void start() {
        scheduler.start();
    }

    /** Ends: what is under way gets some seconds, the rest waits for the next start. */
    @Override
    public void close() {
        scheduler.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        workers.shutdownNow();
        tls.close();
    }
}
