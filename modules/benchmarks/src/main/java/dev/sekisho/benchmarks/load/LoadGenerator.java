// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Runs scripts on connections of TLS 1.3, a fixed number at once. Each connection does a full handshake on X25519, whatever server it
 * is: sessions are remembered by the server's name, and no name is given. Each of the connections that are open at once has an own
 * source address, 127.0.0.2 and so on, so that ports do not run out.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int THREADS = 2;
    private static final long RUN_MINUTES = 30;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(THREADS);
    private final SslContext tls;
    private final int connections;

    /** @param connections how many are open at once, 1 to 200 */
    public LoadGenerator(int connections) throws IOException {
        this.connections = connections;
        this.tls = clientContext();
    }

    static SslContext clientContext() throws IOException {
        boolean boringssl = OpenSsl.isAvailable();
        SslContextBuilder builder = SslContextBuilder.forClient()
                .sslProvider(boringssl ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(InsecureTrustManagerFactory.INSTANCE);
        if (boringssl) {
            builder.option(OpenSslContextOption.GROUPS, new String[] {"X25519"});
        }
        return builder.build();
    }

    /**
     * Runs a number of scripts, each on a connection of its own.
     *
     * @param script gives the script of the number, from 0
     * @throws IOException if one of them failed; then the run is worth nothing
     */
    public void run(InetSocketAddress server, int scripts, IntFunction<ClientScript> script) throws IOException {
        AtomicInteger next = new AtomicInteger();
        CompletableFuture<?>[] lanes = new CompletableFuture<?>[Math.min(connections, scripts)];
        for (int lane = 0; lane < lanes.length; lane++) {
            CompletableFuture<Void> finished = new CompletableFuture<>();
            lanes[lane] = finished;
            proceed(server, new InetSocketAddress("127.0.0." + (lane + 2), 0), next, scripts, script, finished);
        }
        await(CompletableFuture.allOf(lanes));
    }

    private void proceed(
            InetSocketAddress server,
            InetSocketAddress source,
            AtomicInteger next,
            int scripts,
            IntFunction<ClientScript> script,
            CompletableFuture<Void> finished) {
        int number = next.getAndIncrement();
        if (number >= scripts) {
            finished.complete(null);
            return;
        }
        start(server, source, script.apply(number)).whenComplete((done, failure) -> {
            if (failure == null) {
                proceed(server, source, next, scripts, script, finished);
            } else {
                next.set(scripts);
                finished.completeExceptionally(failure);
            }
        });
    }

    /** Opens one connection; the future completes at the end of its script. */
    CompletableFuture<Void> start(InetSocketAddress server, InetSocketAddress source, ClientScript script) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new LineBasedFrameDecoder(LONGEST_LINE))
                                .addLast(new ScriptHandler(script, channel, end));
                    }
                })
                .connect(server, source)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        end.completeExceptionally(connected.cause());
                    }
                });
        return end;
    }

    static void await(CompletableFuture<?> all) throws IOException {
        try {
            all.get(RUN_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw new IOException("a connection failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the run did not end within " + RUN_MINUTES + " minutes", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
