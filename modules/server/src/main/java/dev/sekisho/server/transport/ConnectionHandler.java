// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.limit.IdleTimeout;
import dev.sekisho.server.transport.limit.SlowClientWatch;
import dev.sekisho.server.transport.output.OutputWriter;
import dev.sekisho.server.transport.proxy.ProxiedClient;
import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.server.transport.worker.PendingWork;
import dev.sekisho.server.transport.worker.WorkerPool;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.TimeUnit;

/**
 * One connection towards Netty, from being accepted to its end: what Netty reports goes to the session that is opened here, to
 * {@link SessionDriver} and to {@link ConnectionCloser}. Confined to its event loop.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final ConnectionSettings settings;
    private final ProtocolSessionFactory sessions;
    private final TlsLayer tls;
    private final IdleTimeout idle;
    private final SlowClientWatch limits;
    private final ConnectionLife life = new ConnectionLife();
    private final ConnectionCloser closer;
    private final SessionDriver driver;
    private final ClientConnection connection;

    /** A connection that has not been greeted yet. */
    ConnectionHandler(
            Channel channel,
            ProtocolSessionFactory sessions,
            TlsEndpoint tlsEndpoint,
            WorkerPool workers,
            ConnectionSettings settings) {
        this.channel = channel;
        this.settings = settings;
        this.sessions = sessions;
        ConnectionMessages log = new ConnectionMessages(settings.listener());
        this.tls = new TlsLayer(tlsEndpoint, settings.implicitTls(), log);
        this.idle = new IdleTimeout(settings.idle(), settings.nanoTime(), this::silentForTooLong);
        OutputWriter output = new OutputWriter(
                channel, settings.outputSpill(), idle::progress, this::outputTaken, this::takesTooLittle);
        PendingWork work = new PendingWork(settings.nanoTime());
        this.closer = new ConnectionCloser(channel, life, work, output, tls, log);
        this.limits = new SlowClientWatch(settings.limits(), settings.nanoTime(), closer::tooSlow);
        this.driver = new SessionDriver(channel, life, closer, work, output, tls, idle, limits);
        this.connection = new ClientConnection(channel, driver, closer, output, tls, idle, workers);
    }

    private void outputTaken() {
        driver.outputTaken();
    }

    private void takesTooLittle() {
        closer.takesTooLittle();
    }

    private void silentForTooLong() {
        driver.guarded(closer::silentForTooLong);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        idle.start(channel.eventLoop());
        limits.start(channel);
        ProxiedClient.of(channel).flatMap(ProxiedClient::tls).ifPresent(tls::doneByProxy);
        if (settings.implicitTls()) {
            life.handshake();
            tls.begin(channel);
            ctx.read();
        } else if (settings.closesEarlyTalkers()) {
            ctx.read();
            // One turn of the selector: what the client sent before the greeting is seen before the greeting is
            // written.
            ctx.executor().schedule(() -> driver.guarded(this::greet), 1, TimeUnit.NANOSECONDS);
        } else {
            greet();
        }
    }

    private void greet() {
        if (life.closing()) {
            return;
        }
        life.greet();
        ProtocolSession session = sessions.open(connection);
        life.opened(session);
        session.greet();
        driver.pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        switch (life.phase()) {
            case CONNECTED -> {
                octets.release();
                closer.earlyTalker();
            }
            case CLOSING -> octets.release();
            case HANDSHAKING, GREETED -> {
                limits.came(octets.readableBytes());
                driver.input().add(octets, ctx.alloc());
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        driver.pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        driver.writabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ShutdownEvent.SOON) {
            driver.stop();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && life.handshaking()) {
            if (handshake.isSuccess()) {
                handshakeDone();
            } else {
                closer.handshakeFailed(handshake.cause());
            }
        }
    }

    private void handshakeDone() {
        tls.done(channel);
        idle.progress();
        if (settings.implicitTls()) {
            greet();
        } else {
            life.greet();
            life.session().tlsStarted();
            driver.pump();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        idle.stop();
        try {
            closer.gone();
            driver.input().discard();
        } finally {
            closer.reportClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        closer.failed(cause);
    }
}
