// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.relay.client.reply.DeliveryFailure;
import dev.sekisho.relay.client.reply.DeliveryFailureException;
import dev.sekisho.relay.client.reply.ServerReply;
import dev.sekisho.relay.client.reply.ServerReplyReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Commands out, replies in, in order. Everything here runs on the connection's event loop, its futures are completed there. After the
 * first {@link DeliveryFailure} the connection is closed and all that is asked ends with that failure.
 */
final class OutboundConnection extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final ServerReplyReader replies = new ServerReplyReader();
    private final Deque<Awaited> awaited = new ArrayDeque<>();
    private @Nullable DeliveryFailureException failure;
    private @Nullable ScheduledFuture<?> timer;
    /** The server sent a reply without a command: later replies cannot be assigned to commands. */
    private boolean unasked;

    private record Awaited(CompletableFuture<ServerReply> reply, Duration time) {}

    OutboundConnection(Channel channel) {
        this.channel = channel;
    }

    Channel channel() {
        return channel;
    }

    /** False once the dialogue cannot go on. */
    boolean usable() {
        return failure == null && !unasked && channel.isActive();
    }

    /**
     * The next reply, which no command of ours asks for: the banner, or that to the end of a message.
     *
     * @param time how long it may take once it is its turn; zero for no limit
     */
    CompletableFuture<ServerReply> await(Duration time) {
        CompletableFuture<ServerReply> reply = new CompletableFuture<>();
        if (failure == null && unasked) {
            fail(DeliveryFailure.broken("it sent data before a command"));
        }
        if (failure != null) {
            reply.completeExceptionally(failure);
            return reply;
        }
        awaited.add(new Awaited(reply, time));
        if (awaited.size() == 1) {
            startTimer();
        }
        return reply;
    }

    CompletableFuture<ServerReply> ask(String command, Duration time) {
        return askAll(List.of(command), time).get(0);
    }

    /** Commands in one go (RFC 2920). */
    List<CompletableFuture<ServerReply>> askAll(List<String> commands, Duration time) {
        List<CompletableFuture<ServerReply>> answers = new ArrayList<>();
        StringBuilder octets = new StringBuilder();
        for (String command : commands) {
            if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("a command is one line");
            }
            octets.append(command).append("\r\n");
            answers.add(await(time));
        }
        if (failure == null) {
            send(ByteBufUtil.encodeString(channel.alloc(), CharBuffer.wrap(octets), StandardCharsets.UTF_8));
        }
        return answers;
    }

    /** Octets of a message: the dialogue ends if they are not written within the time. */
    CompletableFuture<Void> send(ByteBuf octets, Duration time) {
        CompletableFuture<Void> sent = send(octets);
        ScheduledFuture<?> stalled = channel.eventLoop()
                .schedule(
                        () -> fail(DeliveryFailure.broken("it took nothing for " + time.toSeconds() + " s")),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
        return sent.whenComplete((done, failure) -> stalled.cancel(false));
    }

    private CompletableFuture<Void> send(ByteBuf octets) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        if (failure != null) {
            octets.release();
            sent.completeExceptionally(failure);
            return sent;
        }
        channel.writeAndFlush(octets).addListener(written -> {
            if (written.isSuccess()) {
                sent.complete(null);
            } else {
                fail(DeliveryFailure.broken("the connection broke while we were sending: " + why(written.cause())));
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    /**
     * Begins TLS, at once: the server must have said nothing behind its 220 (RFC 3207 6).
     *
     * @return ends with the handshake; its failure is the engine's
     */
    CompletableFuture<Void> startTls(SslHandler handler) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (failure == null && unasked) {
            fail(DeliveryFailure.broken("it sent cleartext after its reply to STARTTLS: somebody may be in between"));
        }
        if (failure != null) {
            ReferenceCountUtil.release(handler.engine());
            done.completeExceptionally(failure);
            return done;
        }
        channel.pipeline().addFirst("tls", handler);
        handler.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                done.complete(null);
            } else {
                done.completeExceptionally(handshake.cause());
            }
        });
        return done;
    }

    Optional<SSLSession> tls() {
        return Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                .map(handler -> handler.engine().getSession());
    }

    boolean encrypted() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    Optional<Pin> presented() {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        try {
            return handler == null
                    ? Optional.empty()
                    : Optional.of(Pin.ofSpki(handler.engine()
                            .getSession()
                            .getPeerCertificates()[0]
                            .getPublicKey()
                            .getEncoded()));
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && failure == null) {
                if (awaited.isEmpty()) {
                    unasked = true;
                    in.skipBytes(in.readableBytes());
                    return;
                }
                Optional<ServerReply> reply = replies.read(in);
                // Before the answer is acted on: the next command would make what is left look like its reply.
                unasked = reply.isPresent() && in.isReadable() && awaited.size() == 1;
                reply.ifPresent(this::answer);
            }
        } catch (DeliveryFailureException e) {
            fail(e);
        } finally {
            in.release();
        }
    }

    private void answer(ServerReply reply) {
        stopTimer();
        Awaited head = awaited.remove();
        if (!awaited.isEmpty()) {
            startTimer();
        }
        head.reply.complete(reply);
    }

    private void startTimer() {
        Duration time = awaited.element().time();
        if (time.isZero()) {
            return;
        }
        timer = channel.eventLoop()
                .schedule(
                        () -> fail(DeliveryFailure.broken("it did not answer within " + time.toSeconds() + " s")),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(DeliveryFailure.broken("it closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(DeliveryFailure.broken("the connection broke: " + why(cause)));
    }

    private static String why(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Ends the dialogue. The first failure is the one that is reported. */
    void fail(DeliveryFailureException cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        stopTimer();
        channel.close();
        List<Awaited> left = List.copyOf(awaited);
        awaited.clear();
        left.forEach(each -> each.reply.completeExceptionally(cause));
    }
}
