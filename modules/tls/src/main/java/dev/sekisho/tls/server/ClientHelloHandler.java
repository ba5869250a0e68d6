// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.hello.ClientHello;
import dev.sekisho.tls.hello.ClientHelloReader;
import dev.sekisho.tls.hello.HandshakeRefused;
import dev.sekisho.tls.hello.HandshakeRefused.Reason;
import dev.sekisho.tls.identity.ClientHelloCheck;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Awaits a ClientHello, and puts an {@link SslHandler} with the identity that answers it in its own place. Until then nothing that
 * is written leaves in clear: it waits behind it for the handshake.
 */
final class ClientHelloHandler extends ByteToMessageDecoder {
    private static final int ALERT_RECORD = 21;
    private static final int FATAL = 2;

    /** Makes the handler of the identity that answers; empty if none does. */
    interface Answer {
        Optional<SslHandler> to(ClientHello hello, ChannelHandlerContext ctx) throws SSLException;
    }

    private final Answer answer;
    private final Duration timeout;
    private final ClientHelloReader reader = new ClientHelloReader();
    private final HandshakeWriteBuffer held = new HandshakeWriteBuffer();
    private long deadline;
    private boolean refused;
    private @Nullable ScheduledFuture<?> timer;

    ClientHelloHandler(Answer answer, Duration timeout) {
        this.answer = answer;
        this.timeout = timeout;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.pipeline().addAfter(ctx.name(), null, held);
        if (ctx.channel().isActive()) {
            startTimer(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        startTimer(ctx);
        super.channelActive(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        if (!refused) {
            refused = true;
            ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(new ClosedChannelException()));
        }
        super.channelInactive(ctx);
    }

    private void startTimer(ChannelHandlerContext ctx) {
        if (timer == null) {
            deadline = System.nanoTime() + timeout.toNanos();
            timer = ctx.executor()
                    .schedule(
                            () -> refuse(ctx, new HandshakeRefused(Reason.TIMEOUT, "no ClientHello within " + timeout)),
                            timeout.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            Optional<ClientHello> hello = reader.read(in);
            if (hello.isPresent()) {
                answer(ctx, hello.get());
            }
        } catch (HandshakeRefused refusal) {
            in.skipBytes(in.readableBytes());
            refuse(ctx, refusal);
        }
    }

    private void answer(ChannelHandlerContext ctx, ClientHello hello) throws HandshakeRefused {
        if (!ClientHelloCheck.mayAgreeOnAKey(hello)) {
            throw new HandshakeRefused(Reason.NO_COMMON_GROUP, "the client offers no elliptic curve");
        }
        SslHandler handler;
        try {
            handler = answer.to(hello, ctx)
                    .orElseThrow(() -> new HandshakeRefused(
                            Reason.UNKNOWN_NAME, "no identity serves the name the client asks for"));
        } catch (HandshakeRefused refusal) {
            throw refusal;
        } catch (SSLException | RuntimeException e) {
            HandshakeRefused refusal = new HandshakeRefused(Reason.ENGINE_FAILED, "the TLS engine could not begin");
            refusal.initCause(e);
            throw refusal;
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        handler.setHandshakeTimeoutMillis(Math.max(1, left));
        ctx.pipeline().replace(this, "tls", handler);
        held.letGo();
    }

    private void refuse(ChannelHandlerContext ctx, HandshakeRefused refusal) {
        if (refused) {
            return;
        }
        refused = true;
        int alert = refusal.reason().alert();
        // The alert goes first: the handler of the failure may close the connection at once.
        ChannelFuture alerted = alert == 0 ? ctx.newSucceededFuture() : ctx.writeAndFlush(fatal(ctx, alert));
        ctx.fireUserEventTriggered(new SslHandshakeCompletionEvent(refusal));
        alerted.addListener(ChannelFutureListener.CLOSE);
    }

    private static ByteBuf fatal(ChannelHandlerContext ctx, int alert) {
        return ctx.alloc()
                .buffer(7)
                .writeByte(ALERT_RECORD)
                .writeShort(0x0303)
                .writeShort(2)
                .writeByte(FATAL)
                .writeByte(alert);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
