// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.tls.ClientTls;
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
    private final Timeouts timeouts;

    /**
     * @param loops where conversations run
     * @param readers where messages are read
     * @param tls judges servers
     * @param ownName the name we go by in EHLO
     * @param timeouts how long a server may take
     */
    public SmtpClient(EventLoopGroup loops, Executor readers, ClientTls tls, String ownName, Timeouts timeouts) {
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
    public CompletableFuture<Opened> open(Hop hop) {
        return open(hop, false, Optional.empty()).thenCompose(opened -> {
            boolean again = opened instanceof Opened.Failed failed
                    && failed.trouble() instanceof Trouble.HandshakeFailed
                    && !hop.demand().insistsOnTls()
                    && hop.mx();
            return again
                    ? open(
                            hop,
                            true,
                            Optional.of(((Opened.Failed) opened).trouble().text()))
                    : CompletableFuture.completedFuture(opened);
        });
    }

    private CompletableFuture<Opened> open(Hop hop, boolean cleartext, Optional<String> note) {
        CompletableFuture<Opened> opened = new CompletableFuture<>();
        ChannelFuture connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        timeouts.connect().toMillis())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Wire wire = new Wire(channel);
                        channel.pipeline().addLast(wire);
                        // Before the first octet can come: the banner is awaited once the connection is there.
                        channel.config().setAutoRead(false);
                    }
                })
                .connect(hop.address());
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                String why = String.valueOf(done.cause().getMessage());
                opened.complete(new Opened.Failed(new Trouble.Unreachable(why)));
                return;
            }
            Wire wire = connecting.channel().pipeline().get(Wire.class);
            CompletableFuture<Capabilities> opening = new Opening(wire, hop, ownName, tls, timeouts, cleartext).run();
            connecting.channel().config().setAutoRead(true);
            opening.whenComplete((offered, failure) -> {
                if (failure == null) {
                    Session session = new Session(wire, hop, offered, timeouts, readers);
                    opened.complete(new Opened.Ready(session, note));
                } else {
                    Trouble trouble = TroubleException.of(failure);
                    wire.fail(new TroubleException(trouble));
                    opened.complete(new Opened.Failed(trouble));
                }
            });
        });
        return opened;
    }
}
