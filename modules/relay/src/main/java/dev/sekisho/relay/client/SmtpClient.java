// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

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
     * @param loops where conversations run
     * @param readers where messages are read
     * @param tls judges servers
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
    public CompletableFuture<HandshakeResult> open(TargetServer hop) {
        return open(hop, false, Optional.empty()).thenCompose(opened -> {
            boolean again = opened instanceof HandshakeResult.Failed failed
                    && failed.trouble() instanceof DeliveryFailure.HandshakeFailed
                    && !hop.demand().insistsOnTls()
                    && hop.mx();
            return again
                    ? open(
                            hop,
                            true,
                            Optional.of(
                                    ((HandshakeResult.Failed) opened).trouble().text()))
                    : CompletableFuture.completedFuture(opened);
        });
    }

    private CompletableFuture<HandshakeResult> open(TargetServer hop, boolean cleartext, Optional<String> note) {
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
                        OutboundConnection wire = new OutboundConnection(channel);
                        channel.pipeline().addLast(wire);
                        // Before the first octet can come: the banner is awaited once the connection is there.
                        channel.config().setAutoRead(false);
                    }
                })
                .connect(hop.address());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                String why = String.valueOf(done.cause().getMessage());
                opened.complete(new HandshakeResult.Failed(new DeliveryFailure.Unreachable(why)));
                return;
            }
            OutboundConnection wire = connecting.channel().pipeline().get(OutboundConnection.class);
            CompletableFuture<EhloCapabilities> opening =
                    new SmtpHandshake(wire, hop, ownName, tls, timeouts, cleartext).run();
            connecting.channel().config().setAutoRead(true);
            opening.whenComplete((offered, failure) -> {
                if (failure == null) {
                    SmtpClientSession session = new SmtpClientSession(wire, hop, offered, timeouts, readers);
                    opened.complete(new HandshakeResult.Ready(session, note));
                } else {
                    DeliveryFailure trouble = DeliveryFailureException.of(failure);
                    wire.fail(new DeliveryFailureException(trouble));
                    opened.complete(new HandshakeResult.Failed(trouble));
                }
            });
        });
        return opened;
    }
}
