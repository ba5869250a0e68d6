// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.PendingWriteQueue;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Keeps what is written until it is let go; what is left when the connection ends, fails. */
final class HandshakeWriteBuffer extends ChannelDuplexHandler {
    private @Nullable ChannelHandlerContext context;
    private @Nullable PendingWriteQueue queue;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        queue = new PendingWriteQueue(ctx);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (queue == null) {
            ctx.write(msg, promise);
        } else {
            queue.add(msg, promise);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (queue == null) {
            ctx.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        failAll();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        failAll();
    }

    /** Writes all that was held, in its order, and leaves the pipeline. */
    void letGo() {
        if (queue != null && context != null) {
            queue.removeAndWriteAll();
            queue = null;
            context.flush();
            context.pipeline().remove(this);
        }
    }

    private void failAll() {
        if (queue != null) {
            queue.removeAndFailAll(new ClosedChannelException());
            queue = null;
        }
    }
}
