// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A script on a connection. Lines come whole. */
final class ScriptHandler extends SimpleChannelInboundHandler<ByteBuf> implements ClientScript.ScriptDialogue {
    private final ClientScript script;
    private final Channel channel;
    private final CompletableFuture<Void> end;
    private boolean leaving;

    /** @param end completes when the script is done and the connection closed, or with the failure */
    ScriptHandler(ClientScript script, Channel channel, CompletableFuture<Void> end) {
        this.script = script;
        this.channel = channel;
        this.end = end;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
        script.line(line.toString(StandardCharsets.UTF_8), this);
    }

    @Override
    public void send(String line) {
        ByteBuf octets = channel.alloc().buffer(line.length() + 2);
        ByteBufUtil.writeUtf8(octets, line);
        channel.writeAndFlush(octets.writeByte('\r').writeByte('\n'), channel.voidPromise());
    }

    @Override
    public void send(ByteBuf octets) {
        channel.writeAndFlush(octets, channel.voidPromise());
    }

    @Override
    public void done() {
        leaving = true;
        channel.close();
    }

    @Override
    public void fail(String reason) {
        end.completeExceptionally(new IOException(reason));
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (leaving) {
            end.complete(null);
        } else {
            end.completeExceptionally(new IOException("the server closed the connection before its time"));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!leaving) {
            end.completeExceptionally(cause);
        }
        ctx.close();
    }
}
