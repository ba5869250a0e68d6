// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a conversation sees it.
 *
 * <p>Input is read only when the conversation waits for it and the peer takes our output, so a peer that does not read is not read
 * from, and memory is bounded by one receive buffer. Everything here happens on the connection's event loop; work that may block is
 * handed to the workers, and input waits meanwhile.
 */
public final class Wire extends ChannelInboundHandlerAdapter {
    private static final String TLS_HANDLER = "tls";
    /** Octets that one segment may become when it is inflated. */
    private static final int INFLATED = 8 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Conversation conversation;
    private final TlsEndpoint tlsEndpoint;
    private final Executor workers;
    private final WireSettings settings;
    private final IdleWatch idle;
    private final WireLog log;
    private final PendingInput pending = new PendingInput();
    private final OutputGate gate = new OutputGate(PATIENCE);

    private @Nullable ChannelHandlerContext context;
    private Optional<TlsSession> tls = Optional.empty();
    private @Nullable Ending ending;
    private Phase phase = Phase.CONNECTED;
    private boolean busy;
    private boolean pumping;
    private boolean gone;
    private boolean stopping;
    private @Nullable Runnable onWritable;

    private enum Phase {
        CONNECTED,
        HANDSHAKING,
        GREETED,
        CLOSING
    }

    /** A connection that has not been greeted yet. */
    public Wire(Conversation conversation, TlsEndpoint tlsEndpoint, Executor workers, WireSettings settings) {
        this.conversation = conversation;
        this.tlsEndpoint = tlsEndpoint;
        this.workers = workers;
        this.settings = settings;
        this.idle = new IdleWatch(settings.idle(), this::silentForTooLong);
        this.log = new WireLog(settings.listener());
    }

    // --- what conversations use ---

    /** Writes a line and its CR LF; it leaves with the next flush, at the latest before input is waited for. */
    public void line(String line) {
        write(Unpooled.wrappedBuffer((line + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes octets; the buffer is released. */
    public void write(ByteBuf octets) {
        channel().write(octets, channel().voidPromise());
    }

    /**
     * Writes octets from a worker, and has it wait while the peer does not read; the buffer is released.
     *
     * @throws IOException if the connection is gone, or the peer took nothing for a minute
     */
    public void send(ByteBuf octets) throws IOException {
        gate.send(channel(), octets);
    }

    /** Closes the connection when what was written has left, in a way that lets the peer read it. */
    public void close(Ending how) {
        if (ending == null) {
            ending = how;
        }
        phase = Phase.CLOSING;
        Lingering.close(channel());
    }

    /** True if TLS can be started now. */
    public boolean tlsAvailable() {
        return tlsEndpoint.available();
    }

    /**
     * Answers STARTTLS or STLS and begins the handshake, as one task of the event loop: whatever octet comes after the command and is
     * not TLS ends the connection (RFC 3207 4.2, RFC 2595 2.1), because it has no other way to go than into the TLS handler.
     */
    public void startTls(String goAhead) {
        if (!pending.isEmpty()) {
            log.injection(peer(), pending.size());
            pending.discard();
            close(Ending.INJECTION);
            return;
        }
        phase = Phase.HANDSHAKING;
        channel().writeAndFlush(Unpooled.wrappedBuffer((goAhead + "\r\n").getBytes(StandardCharsets.UTF_8)));
        channel()
                .pipeline()
                .addFirst(TLS_HANDLER, tlsEndpoint.newHandler(channel().alloc()));
    }

    /**
     * Runs work that may block on a worker, and its continuation on the event loop. No input is read meanwhile. A failure of the work
     * ends the connection with {@link Conversation#failed}.
     */
    public <T> void offload(Callable<T> work, Consumer<T> then) {
        offload(work, then, this::fault);
    }

    /** The same for work whose failure does not end the connection: {@code failed} is called on the event loop instead. */
    public <T> void offload(Callable<T> work, Consumer<T> then, Consumer<Throwable> failed) {
        busy = true;
        try {
            workers.execute(() -> {
                try {
                    T result = work.call();
                    channel().eventLoop().execute(() -> resume(() -> then.accept(result)));
                } catch (Exception | LinkageError | StackOverflowError e) {
                    channel().eventLoop().execute(() -> resume(() -> failed.accept(e)));
                }
            });
        } catch (RejectedExecutionException allBusy) {
            channel().eventLoop().execute(() -> resume(() -> failed.accept(allBusy)));
        }
    }

    /** Runs work that may block on a worker; nobody waits for it, so it has to deal with its own failures. */
    public void detach(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException serverEnds) {
            work.run();
        }
    }

    /** Calls {@code action} on the event loop once the peer has taken enough of what was written. No input is read meanwhile. */
    public void whenWritable(Runnable action) {
        channel().flush();
        if (channel().isWritable()) {
            action.run();
        } else if (channel().isActive()) {
            busy = true;
            onWritable = action;
        }
    }

    /** Runs work on a worker after some time, unless the connection is gone by then. */
    public void later(Duration wait, Runnable work) {
        channel()
                .eventLoop()
                .schedule(
                        () -> {
                            if (open()) {
                                workers.execute(work);
                            }
                        },
                        wait.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    /** Compresses what is written from now on and expects the peer to do the same (RFC 4978). */
    public void compress() {
        channel()
                .eventLoop()
                .execute(() -> channel()
                        .pipeline()
                        .addAfter(TLS_HANDLER, "inflate", ZlibCodecFactory.newZlibDecoder(ZlibWrapper.NONE, INFLATED))
                        .addAfter(TLS_HANDLER, "deflate", ZlibCodecFactory.newZlibEncoder(ZlibWrapper.NONE)));
    }

    /** What is known of the session's TLS; empty in cleartext. */
    public Optional<TlsSession> tls() {
        return tls;
    }

    /** The peer's address. */
    public InetSocketAddress peer() {
        return (InetSocketAddress) channel().remoteAddress();
    }

    /** Our address. */
    public InetSocketAddress local() {
        return (InetSocketAddress) channel().localAddress();
    }

    /** A short name of the connection for logs. */
    public String id() {
        return channel().id().asShortText();
    }

    /** True until the connection is being closed. */
    public boolean open() {
        return phase != Phase.CLOSING && channel().isActive();
    }

    // --- what Netty calls ---

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        idle.start(channel().eventLoop());
        if (settings.implicitTls()) {
            phase = Phase.HANDSHAKING;
            ctx.pipeline().addFirst(TLS_HANDLER, tlsEndpoint.newHandler(ctx.alloc()));
            ctx.read();
        } else if (settings.closesEarlyTalkers()) {
            ctx.read();
            // One turn of the selector: what the peer sent before the greeting is seen before the greeting is written.
            ctx.executor().schedule(this::greet, 1, TimeUnit.NANOSECONDS);
        } else {
            greet();
        }
    }

    private void greet() {
        if (phase == Phase.CLOSING) {
            return;
        }
        phase = Phase.GREETED;
        conversation.opened(this);
        pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        switch (phase) {
            case CONNECTED -> {
                octets.release();
                log.earlyTalker(peer());
                close(Ending.EARLY_TALKER);
            }
            case CLOSING -> octets.release();
            case HANDSHAKING, GREETED -> pending.add(octets, ctx.alloc());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        gate.changed();
        Runnable waiting = onWritable;
        if (waiting != null && channel().isWritable()) {
            onWritable = null;
            resume(waiting);
        } else {
            pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == Stop.SOON) {
            stopping = true;
            stopIfIdle();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && phase == Phase.HANDSHAKING) {
            if (handshake.isSuccess()) {
                handshakeDone(ctx);
            } else {
                handshakeFailed(handshake.cause());
            }
        }
    }

    private void handshakeDone(ChannelHandlerContext ctx) {
        SslHandler handler = ctx.pipeline().get(SslHandler.class);
        tls = Optional.of(tlsEndpoint.describe(handler.engine().getSession()));
        idle.progress();
        if (settings.implicitTls()) {
            greet();
        } else {
            phase = Phase.GREETED;
            conversation.tlsStarted();
            pump();
        }
    }

    private void handshakeFailed(Throwable cause) {
        if (phase == Phase.CLOSING) {
            return;
        }
        tellHandshakeFailure(cause);
        ending = Ending.HANDSHAKE_FAILED;
        phase = Phase.CLOSING;
        channel().close();
    }

    private void tellHandshakeFailure(Throwable cause) {
        if (!settings.implicitTls() && tlsEndpoint.failedByCleartext(cause)) {
            log.injectionIntoHandshake(peer());
        } else {
            log.handshakeFailed(peer(), cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        phase = Phase.CLOSING;
        gate.changed();
        pending.discard();
        if (onWritable != null) {
            onWritable = null;
            busy = false;
        }
        gone = true;
        idle.stop();
        reportClosed();
    }

    /** A worker may still be busy with what the conversation holds; the end is reported when it is not. */
    private void reportClosed() {
        if (gone && !busy) {
            gone = false;
            conversation.closed(ending == null ? Ending.DROPPED : ending);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (phase == Phase.HANDSHAKING) {
            handshakeFailed(cause);
        } else if (cause instanceof IOException || cause instanceof DecoderException) {
            log.broken(peer(), cause);
            ctx.close();
        } else {
            fault(cause);
        }
    }

    // --- inside ---

    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            boolean hungry = false;
            while (ready() && !hungry) {
                if (!pending.isEmpty() && channel().isWritable()) {
                    hungry = !conversation.read(pending.octets());
                    idle.progress();
                } else {
                    hungry = true;
                }
            }
            stopIfIdle();
            if (!busy) {
                channel().flush();
            }
            if (phase == Phase.HANDSHAKING || (ready() && channel().isWritable())) {
                channel().read();
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fault(e);
        } finally {
            pumping = false;
        }
    }

    private void stopIfIdle() {
        if (!stopping || busy || phase == Phase.CLOSING) {
            return;
        }
        if (phase != Phase.GREETED) {
            close(Ending.FINISHED);
        } else if (conversation.interruptible()) {
            conversation.stopping();
            close(Ending.FINISHED);
        }
    }

    private boolean ready() {
        return !busy && phase == Phase.GREETED;
    }

    private void resume(Runnable continuation) {
        busy = false;
        idle.progress();
        if (phase == Phase.CLOSING) {
            reportClosed();
            return;
        }
        try {
            continuation.run();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fault(e);
        }
        pump();
    }

    private void fault(Throwable cause) {
        log.fault(id(), peer(), cause);
        if (phase != Phase.CLOSING) {
            conversation.failed();
            close(Ending.FAULT);
        }
    }

    private void silentForTooLong() {
        if (busy && onWritable == null) {
            return;
        }
        if (phase == Phase.CLOSING || onWritable != null) {
            channel().close();
        } else {
            conversation.idle();
            close(Ending.IDLE);
        }
    }

    private Channel channel() {
        if (context == null) {
            throw new IllegalStateException("the wire is not connected");
        }
        return context.channel();
    }
}
