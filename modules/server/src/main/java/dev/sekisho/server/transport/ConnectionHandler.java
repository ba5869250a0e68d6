// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.limit.SlowClientReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one connection, from being accepted to its end: what Netty reports is turned into what the conversation is told. Confined to
 * its event loop.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private final ProtocolSession conversation;
    private final ConnectionSettings settings;
    private final TlsLayer tls;
    private final ClientConnection wire;
    private final IdleTimeout idle;
    private final SlowClientWatch pace;
    private final TransportLog log;
    private final InputBuffer pending = new InputBuffer();

    private @Nullable ChannelHandlerContext context;
    private @Nullable OutputWriter drain;
    private @Nullable EndReason ending;
    private Phase phase = Phase.CONNECTED;
    private @Nullable WorkerTask task;
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
    ConnectionHandler(
            ProtocolSession conversation, TlsEndpoint tlsEndpoint, WorkerPool workers, ConnectionSettings settings) {
        this.conversation = conversation;
        this.settings = settings;
        this.log = new TransportLog(settings.listener());
        this.tls = new TlsLayer(tlsEndpoint, settings.implicitTls(), log);
        this.wire = new ClientConnection(this, tls, workers);
        this.idle = new IdleTimeout(settings.idle(), settings.nanoTime(), () -> guarded(this::silentForTooLong));
        this.pace = new SlowClientWatch(settings.pace(), settings.nanoTime(), this::tooSlow);
    }

    // --- what the wire asks for ---

    void close(EndReason how) {
        if (ending == null) {
            ending = how;
        }
        phase = Phase.CLOSING;
        drain().afterwards(() -> LingeringClose.close(channel()));
    }

    boolean open() {
        return phase != Phase.CLOSING && channel().isActive();
    }

    void startTls(String goAhead) {
        if (!pending.isEmpty()) {
            log.injection(peer(), pending.size());
            pending.discard();
            close(EndReason.INJECTION);
            return;
        }
        phase = Phase.HANDSHAKING;
        channel().writeAndFlush(Unpooled.wrappedBuffer((goAhead + "\r\n").getBytes(StandardCharsets.UTF_8)));
        tls.begin(channel());
    }

    void allowSilence(Duration longer) {
        idle.allow(longer);
    }

    /** Reads no input until {@code work}, which is begun here, resumes with what follows it. */
    void pauseFor(BiConsumer<WorkerTask, Consumer<Runnable>> work) {
        WorkerTask begun = newTask();
        try {
            work.accept(begun, then -> channel().eventLoop().execute(() -> resume(begun, then)));
        } catch (Throwable e) {
            task = null;
            throw e;
        }
    }

    private WorkerTask newTask() {
        WorkerTask begun = new WorkerTask(settings.nanoTime());
        task = begun;
        return begun;
    }

    void whenWritable(Runnable action) {
        channel().flush();
        if (channel().isWritable()) {
            action.run();
        } else if (channel().isActive()) {
            newTask();
            onWritable = action;
        }
    }

    // --- what Netty calls ---

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        drain = new OutputWriter(ctx.channel(), settings.overflow(), idle::progress, this::pump, this::takesTooLittle);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        idle.start(channel().eventLoop());
        pace.start(channel());
        if (settings.implicitTls()) {
            phase = Phase.HANDSHAKING;
            tls.begin(channel());
            ctx.read();
        } else if (settings.closesEarlyTalkers()) {
            ctx.read();
            // One turn of the selector: what the peer sent before the greeting is seen before the greeting is written.
            ctx.executor().schedule(() -> guarded(this::greet), 1, TimeUnit.NANOSECONDS);
        } else {
            greet();
        }
    }

    private void greet() {
        if (phase == Phase.CLOSING) {
            return;
        }
        phase = Phase.GREETED;
        conversation.opened(wire);
        pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf octets = (ByteBuf) message;
        switch (phase) {
            case CONNECTED -> {
                octets.release();
                log.earlyTalker(peer());
                close(EndReason.EARLY_TALKER);
            }
            case CLOSING -> octets.release();
            case HANDSHAKING, GREETED -> {
                pace.came(octets.readableBytes());
                pending.add(octets, ctx.alloc());
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        pump();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        drain().run();
        Runnable waiting = onWritable;
        if (waiting != null && task != null && channel().isWritable()) {
            onWritable = null;
            resume(task, waiting);
        } else {
            pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ShutdownEvent.SOON) {
            stopping = true;
            stopIfIdle();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && phase == Phase.HANDSHAKING) {
            if (handshake.isSuccess()) {
                handshakeDone();
            } else {
                handshakeFailed(handshake.cause());
            }
        }
    }

    private void handshakeDone() {
        tls.done(channel());
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
        tls.tellFailure(peer(), cause);
        ending = EndReason.HANDSHAKE_FAILED;
        phase = Phase.CLOSING;
        channel().close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        phase = Phase.CLOSING;
        idle.stop();
        if (onWritable != null) {
            onWritable = null;
            task = null;
        }
        gone = true;
        try {
            forgetOutput();
            pending.discard();
        } finally {
            reportClosed();
        }
    }

    private void forgetOutput() {
        try {
            drain().end();
        } catch (IOException e) {
            log.broken(peer(), e);
        }
    }

    /** A worker may still be busy with what the conversation holds; the end is reported when it is not. */
    private void reportClosed() {
        if (gone && task == null) {
            gone = false;
            conversation.closed(ending == null ? EndReason.DROPPED : ending);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Error) {
            fault(cause);
        } else if (phase == Phase.HANDSHAKING) {
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
            boolean partial = false;
            boolean hungry = false;
            while (ready() && !hungry) {
                if (!pending.isEmpty() && channel().isWritable()) {
                    partial = !conversation.read(pending.octets());
                    hungry = partial;
                    idle.progress();
                    if (!partial && conversation.awaited() == AwaitedInput.COMMAND) {
                        pace.commandEnded();
                    }
                } else {
                    hungry = true;
                }
            }
            keepPace(partial && !pending.isEmpty());
            stopIfIdle();
            if (task == null) {
                channel().flush();
            }
            if (phase == Phase.HANDSHAKING || (ready() && channel().isWritable())) {
                channel().read();
            }
        } catch (Throwable e) {
            fault(e);
        } finally {
            pumping = false;
        }
    }

    private void keepPace(boolean partial) {
        if (task != null) {
            pace.pause();
        } else {
            AwaitedInput awaited = conversation.awaited();
            pace.await(
                    partial && awaited == AwaitedInput.COMMAND ? AwaitedInput.REST_OF_COMMAND : awaited,
                    conversation.acquaintance());
        }
    }

    private void stopIfIdle() {
        if (!stopping || task != null || phase == Phase.CLOSING) {
            return;
        }
        if (phase != Phase.GREETED) {
            close(EndReason.FINISHED);
        } else if (conversation.interruptible()) {
            conversation.stopping();
            close(EndReason.FINISHED);
        }
    }

    private boolean ready() {
        return task == null && phase == Phase.GREETED && drain().idle();
    }

    /** What was waited for is there, unless it was given up before, or comes a second time. */
    private void resume(WorkerTask done, Runnable continuation) {
        if (task != done) {
            return;
        }
        task = null;
        idle.progress();
        if (phase == Phase.CLOSING) {
            guarded(this::reportClosed);
            return;
        }
        guarded(continuation);
        pump();
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) { // nobody else would see it, and the session would neither go on nor end
            fault(e);
        }
    }

    /** Ends the connection for a failure of ours, whatever it is. */
    void fault(Throwable cause) {
        Phase before = phase;
        try {
            tellFault(cause);
            if (before == Phase.GREETED) {
                conversation.failed();
                close(EndReason.FAULT);
                return;
            }
        } catch (Throwable another) {
            if (another != cause) {
                cause.addSuppressed(another);
            }
        }
        if (ending == null) {
            ending = EndReason.FAULT;
        }
        phase = Phase.CLOSING;
        channel().close();
    }

    /** Tells the log of a failure of ours. */
    void tellFault(Throwable cause) {
        log.fault(wire.id(), peer(), cause);
    }

    /** Ends the connection for a failure of work that nobody waits for; called by a worker. */
    void faultOfWorker(Throwable cause) {
        channel().eventLoop().execute(() -> fault(cause));
    }

    private void silentForTooLong() {
        if (phase != Phase.GREETED || onWritable != null || !drain().idle()) {
            channel().close();
        } else if (task == null) {
            conversation.idle();
            close(EndReason.IDLE);
        } else if (task.overdue()) {
            log.stuck(wire.id(), peer(), task);
            ending = EndReason.FAULT;
            phase = Phase.CLOSING;
            channel().close();
        }
    }

    private void tooSlow(SlowClientReason why) {
        if (phase == Phase.CLOSING) {
            return;
        }
        log.tooSlow(peer(), why);
        ending = EndReason.SLOW;
        if (phase == Phase.GREETED && drain().idle()) {
            conversation.tooSlow(why);
            close(EndReason.SLOW);
        } else {
            phase = Phase.CLOSING;
            channel().close();
        }
    }

    private void takesTooLittle() {
        log.takesTooLittle(peer());
        channel().close();
    }

    private InetSocketAddress peer() {
        return (InetSocketAddress) channel().remoteAddress();
    }

    OutputWriter drain() {
        if (drain == null) {
            throw new IllegalStateException("the wire is not connected");
        }
        return drain;
    }

    Channel channel() {
        if (context == null) {
            throw new IllegalStateException("the wire is not connected");
        }
        return context.channel();
    }
}
