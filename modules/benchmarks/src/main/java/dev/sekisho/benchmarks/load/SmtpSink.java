// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.KeyFiles;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A mail server on 127.0.0.1 that takes every message and keeps none. It counts them. */
public final class SmtpSink implements AutoCloseable {
    private static final long TIMEOUT_MINUTES = 10;

    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final SslContext tls;
    private final Channel listening;
    private volatile boolean encrypting;
    private long messages;
    private long connections;

    /** Opens it at a free port. @param key what it presents once it offers TLS */
    public SmtpSink(KeyFiles key) throws IOException {
        tls = SslContextBuilder.forServer(key.certificate().toFile(), key.key().toFile())
                .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                .protocols("TLSv1.3")
                .build();
        listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connected();
                        channel.pipeline().addLast(new SmtpSinkSession(SmtpSink.this, encrypting ? tls : null));
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Where it listens. */
    public int port() {
        return ((java.net.InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Whether connections from now on are offered STARTTLS. */
    public void encrypting(boolean now) {
        encrypting = now;
    }

    private synchronized void connected() {
        connections++;
    }

    synchronized void taken() {
        messages++;
        notifyAll();
    }

    /** How many messages it has taken so far. */
    public synchronized long messages() {
        return messages;
    }

    /** How many connections there were so far. */
    public synchronized long connections() {
        return connections;
    }

    /**
     * Waits until it has taken so many in all.
     *
     * @throws IOException if they have not come after ten minutes
     */
    public synchronized void await(long wanted) throws IOException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIMEOUT_MINUTES);
        try {
            for (long left = end - System.nanoTime(); messages < wanted; left = end - System.nanoTime()) {
                if (left <= 0) {
                    throw new IOException("of %,d messages %,d have come".formatted(wanted, messages));
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
