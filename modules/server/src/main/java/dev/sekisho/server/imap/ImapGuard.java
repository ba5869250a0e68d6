// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imapserver.netty.NettyConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before James' engine until the login: bounds what a stranger may send before it (the engine itself keeps whatever literal is
 * announced), counts bad logins, and closes after too many. Leaves the pipeline with the login.
 */
final class ImapGuard extends ChannelDuplexHandler {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImapGuard.class);
    private static final int BEFORE_LOGIN = 64 * 1024;
    /** What the engine says to a bad login; it refuses other commands in other words. */
    private static final Pattern BAD_LOGIN = Pattern.compile(
            "^[^*+\\s]\\S* NO (\\[\\S+] )?(LOGIN|AUTHENTICATE) failed|^\\* BYE Login failed too many times",
            Pattern.CASE_INSENSITIVE);
    /** The engine closes before it has flushed its BYE, which RFC 3501 3.4 demands. */
    private static final Duration LAST_WORDS = Duration.ofMillis(100);

    private final String listener;
    private final Limits limits;
    private final LoginLedger ledger;
    private long received;
    private int failures;

    ImapGuard(String listener, Limits limits, LoginLedger ledger) {
        this.listener = listener;
        this.limits = limits;
        this.ledger = ledger;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (loggedIn(ctx)) {
            ctx.fireChannelRead(message);
            ctx.pipeline().remove(this);
            return;
        }
        received += ((ByteBuf) message).readableBytes();
        if (received > BEFORE_LOGIN) {
            ((ByteBuf) message).release();
            LOGGER.warn("listener {}: peer {} sent {} octets without a login, closed", listener, peer(ctx), received);
            bye(ctx, "Too much said before a login");
        } else if (ledger.heldOff(peer(ctx))) {
            ((ByteBuf) message).release();
            bye(ctx, "Too many failed logins from your address, try again later");
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) throws Exception {
        boolean failed = message instanceof ByteBuf octets && !loggedIn(ctx) && tellsOfBadLogin(octets);
        ctx.write(message, promise);
        if (failed) {
            ledger.failed(peer(ctx));
            failures++;
            LOGGER.warn("listener {}: bad login from {}", listener, peer(ctx).getHostAddress());
            if (failures >= limits.failedAuths()) {
                bye(ctx, "Too many failed logins, closing connection");
            }
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        ctx.executor().schedule(() -> ctx.close(promise), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean tellsOfBadLogin(ByteBuf octets) {
        String text = octets.toString(StandardCharsets.US_ASCII);
        return text.lines().anyMatch(line -> BAD_LOGIN.matcher(line).find());
    }

    private static boolean loggedIn(ChannelHandlerContext ctx) {
        ImapSession session =
                ctx.channel().attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).get();
        return session != null
                && session.getState() != ImapSessionState.NON_AUTHENTICATED
                && session.getState() != ImapSessionState.LOGOUT;
    }

    private static InetAddress peer(ChannelHandlerContext ctx) {
        return ((InetSocketAddress) ctx.channel().remoteAddress()).getAddress();
    }

    private static void bye(ChannelHandlerContext ctx, String text) {
        ctx.writeAndFlush(Unpooled.copiedBuffer("* BYE " + text + "\r\n", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
