// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.limit.ConnectionTimers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/**
 * Closes a connection so that the client can read the last reply. Octets that came and were not read would make the system answer with a
 * reset, which takes from the client what it has not read yet; so our side ends first, and what still comes is thrown away, for at most
 * {@value #TIMEOUT_MILLIS} ms and {@value #OCTETS} octets.
 */
public final class LingeringClose extends ChannelInboundHandlerAdapter {
    static final int OCTETS = 64 * 1024;
    static final int TIMEOUT_MILLIS = 1_000;

    private int discarded;

    private LingeringClose() {}

    /** Closes a connection when what was written to it has left; called on its event loop. */
    public static void close(Channel channel) {
        if (channel.isActive() && channel.pipeline().get(LingeringClose.class) == null) {
            channel.pipeline().addFirst(new LingeringClose());
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        ConnectionTimers.schedule(channel, channel::close, Duration.ofMillis(TIMEOUT_MILLIS));
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        boolean notify = tls != null && tls.handshakeFuture().isSuccess();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> (notify ? tls.closeOutbound() : channel.newSucceededFuture())
                        .addListener(closed -> endOutput((ChannelFuture) closed)));
    }

    private static void endOutput(ChannelFuture notified) {
        if (notified.isSuccess() && notified.channel() instanceof SocketChannel socket) {
            socket.shutdownOutput().addListener(ended -> socket.read());
        } else {
            notified.channel().close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        discarded += octets.readableBytes();
        octets.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (discarded < OCTETS) {
            ctx.read();
        } else {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
