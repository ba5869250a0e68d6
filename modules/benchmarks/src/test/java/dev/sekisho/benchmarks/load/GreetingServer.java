// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.benchmarks.load;

import dev.sekisho.benchmarks.servers.KeyFiles;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Greets, answers NOOP, and answers anything else with the reply it was given. Counts its TLS handshakes. */
final class GreetingServer implements AutoCloseable {
    private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
    private final AtomicInteger handshakes = new AtomicInteger();
    private final CountingKeys keys;
    private final String reply;
    private final Channel listening;

    GreetingServer(KeyFiles key, String reply) throws Exception {
        this.reply = reply;
        keys = new CountingKeys(key);
        SslContext tls =
                SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
        listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new LineBasedFrameDecoder(1_000))
                                .addLast(new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                handshakes.incrementAndGet();
                say(ctx, "220 hello");
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf line) {
            say(ctx, line.toString(StandardCharsets.US_ASCII).equals("NOOP") ? "250 fine" : reply);
        }

        private static void say(ChannelHandlerContext ctx, String line) {
            ctx.writeAndFlush(ctx.alloc().buffer().writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII)));
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    int handshakes() {
        return handshakes.get();
    }

    int fullHandshakes() {
        return keys.asked();
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
