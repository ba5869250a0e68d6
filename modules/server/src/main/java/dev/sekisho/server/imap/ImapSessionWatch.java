// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.Stop;
import dev.sekisho.server.transport.TlsEndpoint;
import dev.sekisho.server.transport.TlsSession;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.james.core.Username;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.mailbox.MailboxSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the one line that the log has of a session. */
final class ImapSessionWatch extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapSessionWatch.class);

    private final String listener;
    private final TlsEndpoint endpoint;
    private Optional<TlsSession> tls = Optional.empty();
    private String handshakeFailure = "";

    ImapSessionWatch(String listener, TlsEndpoint endpoint) {
        this.listener = listener;
        this.endpoint = endpoint;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == Stop.SOON) {
            ctx.channel()
                    .writeAndFlush(Unpooled.copiedBuffer("* BYE The server ends\r\n", StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE);
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                SslHandler handler = ctx.pipeline().get(SslHandler.class);
                tls = Optional.of(endpoint.describe(handler.engine().getSession()));
            } else {
                handshakeFailure = String.valueOf(handshake.cause().getMessage());
                ctx.close();
            }
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (tls.isEmpty()) {
            handshakeFailure = String.valueOf(cause.getMessage());
            ctx.close();
        } else {
            super.exceptionCaught(ctx, cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        LOGGER.info(
                "listener {}: session {} peer {} tls {} user {} {}",
                listener,
                ctx.channel().id().asShortText(),
                ctx.channel().remoteAddress(),
                tls.map(TlsSession::version).orElse("-"),
                user(ctx).orElse("-"),
                handshakeFailure.isEmpty() ? "ended" : "TLS handshake failed: " + handshakeFailure);
        super.channelInactive(ctx);
    }

    private static Optional<String> user(ChannelHandlerContext ctx) {
        return Optional.ofNullable(ctx.channel()
                        .attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY)
                        .get())
                .map(ImapSession::getMailboxSession)
                .map(MailboxSession::getUser)
                .map(Username::asString);
    }
}
