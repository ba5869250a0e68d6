// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import dev.sekisho.relay.client.reply.EhloCapabilities;
import dev.sekisho.tls.client.ClientTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Opens connections. For any thread. */
public final class SmtpClient {
    private final EventLoopGroup loops;
    private final Executor readers;
    private final ClientTls tls;
    private final String ownName;
    private final SmtpTimeouts timeouts;

    /**
     * @param loops where sessions run
     * @param readers where messages are read
     * @param tls checks servers
     * @param ownName the name we go by in EHLO
     * @param timeouts how long a server may take
     */
    public SmtpClient(EventLoopGroup loops, Executor readers, ClientTls tls, String ownName, SmtpTimeouts timeouts) {
        this.loops = loops;
        this.readers = readers;
        this.tls = tls;
        this.ownName = ownName;
        this.timeouts = timeouts;
    }

    /**
     * Opens a connection. Where the route is content with cleartext on the way to an MX, and the server offers TLS that does not come about, it is opened
     * once more in cleartext; never otherwise.
     *
     * @return never fails
     */
    public CompletableFuture<HandshakeResult> open(TargetServer target) {
        return open(target, false, Optional.empty()).thenCompose(opened -> {
            Optional<DeliveryFailure> handshake = opened.failure()
                    .filter(failure -> failure instanceof DeliveryFailure.HandshakeFailed
                            && !target.demand().insistsOnTls()
                            && target.mx());
            return handshake.isPresent()
                    ? open(target, true, handshake.map(DeliveryFailure::text))
                    : CompletableFuture.completedFuture(opened);
        });
    }

    private CompletableFuture<HandshakeResult> open(TargetServer target, boolean cleartext, Optional<String> note) {
        CompletableFuture<HandshakeResult> opened = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        OutboundConnection connection = new OutboundConnection(channel);
                        channel.pipeline().addLast(connection);
                        // Before the first octet can come: the banner is awaited once the connection is there.
                        channel.config().setAutoRead(false);
                    }
                })
                .connect(target.address());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                String why = String.valueOf(done.cause().getMessage());
                opened.complete(new HandshakeResult.Failed(new DeliveryFailure.Unreachable(why)));
                return;
            }
            OutboundConnection connection = connecting.channel().pipeline().get(OutboundConnection.class);
            CompletableFuture<EhloCapabilities> opening =
                    new SmtpHandshake(connection, target, ownName, tls, timeouts, cleartext).run();
            connecting.channel().config().setAutoRead(true);
            opening.whenComplete((offered, fault) -> {
                if (fault == null) {
                    SmtpClientSession session = new SmtpClientSession(connection, target, offered, timeouts, readers);
                    opened.complete(new HandshakeResult.Ready(session, note));
                } else {
                    DeliveryFailure failure = DeliveryFailureException.of(fault);
                    connection.fail(new DeliveryFailureException(failure));
                    opened.complete(new HandshakeResult.Failed(failure));
                }
            });
        });
        return opened;
    }
}
