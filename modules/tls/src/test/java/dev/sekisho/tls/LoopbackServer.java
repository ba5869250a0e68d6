// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server on loopback that greets with a banner, written as soon as the connection is open, and answers each line with what it knows of
 * the TLS peer: version, cipher suite, pin, and the subject of its own certificate.
 */
final class LoopbackServer implements AutoCloseable {
    private final EventLoopGroup group = new NioEventLoopGroup(2);
    private final Channel channel;
    final BlockingQueue<SslHandshakeCompletionEvent> handshakes = new LinkedBlockingQueue<>();

    LoopbackServer(ServerTls.Listener tls) {
        this(tls, false);
    }

    LoopbackServer(ServerTls.Listener tls, boolean startTls) {
        channel = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        if (!startTls) {
                            connection.pipeline().addLast(tls.newHandler());
                        }
                        connection
                                .pipeline()
                                .addLast(new LineBasedFrameDecoder(1000), new StringDecoder(), new StringEncoder())
                                .addLast(new Session(tls));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    SslHandshakeCompletionEvent nextHandshake() {
        try {
            SslHandshakeCompletionEvent event = handshakes.poll(15, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no handshake ended within 15 s");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private final class Session extends ChannelInboundHandlerAdapter {
        private final ServerTls.Listener tls;

        Session(ServerTls.Listener tls) {
            this.tls = tls;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            ctx.writeAndFlush("220 ready\r\n");
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                handshakes.add(handshake);
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object line) {
            switch ((String) line) {
                case "STARTTLS" -> {
                    ctx.writeAndFlush("220 go ahead\r\n");
                    ctx.pipeline().addFirst(tls.newHandler());
                }
                case "QUIT" -> ctx.writeAndFlush("221 bye\r\n").addListener(done -> ctx.close());
                default -> ctx.writeAndFlush("250 " + facts(ctx.channel()) + "\r\n");
            }
        }

        private String facts(Channel connection) {
            return TlsPeer.of(connection)
                    .map(peer -> peer.version() + " " + peer.cipherSuite() + " "
                            + peer.leafPin().map(Object::toString).orElse("none"))
                    .orElse("cleartext");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
