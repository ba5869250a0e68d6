// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.transport.limit.ConnectionLimiter;
import dev.sekisho.server.transport.proxy.ProxyGate;
import dev.sekisho.store.sql.TransientFailureLog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Addresses that connections of one policy are accepted on. */
public final class Listener {
    private static final WriteBufferWaterMark OUTPUT_BOUNDS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private final ListenerName name;
    private final int backlog;
    private final EventLoops loops;
    private final ProxyGate proxies;
    private final Admission admission;
    private final Consumer<Channel> initializer;
    private final List<Channel> bound = new ArrayList<>();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    /** Decides whether a connection is taken, and counts it. */
    public interface Admission {
        /** Why no connection of this client is taken; empty if it may be. */
        Optional<Refusal> refusal(InetSocketAddress client);

        /** The place of a connection of this client, which is not counted yet. */
        ConnectionLimiter.Place place(InetSocketAddress client);

        /** A connection that has no place. @param reason why */
        Refusal tooMany(String reason);
    }

    /**
     * A connection that is not taken.
     *
     * @param reason what the log says; empty if it has been told
     * @param line the reply to the client; empty to close without one
     */
    public record Refusal(Optional<String> reason, String line) {}

    /**
     * A listener that is not bound yet.
     *
     * @param backlog connections that may wait to be accepted
     * @param proxies finds out whose a connection is
     * @param initializer adds the handlers of a connection
     */
    public Listener(
            ListenerName name,
            int backlog,
            EventLoops loops,
            ProxyGate proxies,
            Admission admission,
            Consumer<Channel> initializer) {
        this.name = name;
        this.backlog = backlog;
        this.loops = loops;
        this.proxies = proxies;
        this.admission = admission;
        this.initializer = initializer;
    }

    /** Binds an address. Throws with the address in the message if it cannot be bound. */
    public InetSocketAddress bind(InetSocketAddress address) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.acceptors(), loops.workers())
                .channel(ListeningChannel.class)
                .option(ChannelOption.SO_BACKLOG, backlog)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, OUTPUT_BOUNDS)
                .childHandler(new Connections());
        try {
            Channel channel = bootstrap.bind(address).syncUninterruptibly().channel();
            channel.pipeline().addLast(new AcceptFailureLog(name, TransientFailureLog.ofProcess()));
            bound.add(channel);
            return (InetSocketAddress) channel.localAddress();
        } catch (Exception e) { // Netty throws the checked BindException without declaring it
            throw new IOException("listener " + name + ": " + address + " cannot be bound: " + e.getMessage(), e);
        }
    }

    /** Stops accepting connections; those that are open go on. */
    public void stopAccepting() {
        bound.forEach(channel -> channel.close().syncUninterruptibly());
        bound.clear();
    }

    /** Has the open connections finish what is under way, waits for them at most as long as given, then closes the rest. */
    public void drain(Duration atMost) throws InterruptedException {
        connections.forEach(channel -> channel.pipeline().fireUserEventTriggered(ShutdownEvent.SOON));
        long end = System.nanoTime() + atMost.toNanos();
        while (!connections.isEmpty() && System.nanoTime() < end) {
            connections.newCloseFuture().await(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        connections.close().await(Duration.ofSeconds(5).toMillis());
    }

    /** The name of the listener. */
    public ListenerName name() {
        return name;
    }

    /** Connections open now. */
    public ChannelGroup connections() {
        return connections;
    }

    private final class Connections extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
            if (peer == null) {
                channel.close();
                return;
            }
            connections.add(channel);
            proxies.pass(channel, peer, client -> admit(channel, client));
        }

        private void admit(Channel channel, InetSocketAddress client) {
            ConnectionLimiter.Place place = admission.place(client);
            Optional<Refusal> refusal =
                    admission.refusal(client).or(() -> place.enter().map(admission::tooMany));
            if (refusal.isPresent()) {
                refusal.get().reason().ifPresent(reason -> ConnectionEvents.refused(name, client, reason));
                turnAway(channel, refusal.get().line());
                return;
            }
            ClientConnection.take(channel, place);
            countOut(channel, place);
            initializer.accept(channel);
        }

        /** Whatever fails from here on closes the channel, and so gives its place back. */
        private void countOut(Channel channel, ConnectionLimiter.Place place) {
            try {
                channel.closeFuture().addListener(future -> place.leave());
            } catch (Throwable e) {
                place.leave();
                throw e;
            }
        }

        private void turnAway(Channel channel, String line) {
            byte[] octets = line.isEmpty() ? new byte[0] : (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
            channel.eventLoop().execute(() -> {
                channel.write(Unpooled.wrappedBuffer(octets));
                LingeringClose.close(channel);
            });
        }
    }
}
