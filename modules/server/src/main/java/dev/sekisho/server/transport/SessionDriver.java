// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.input.AwaitedInput;
import dev.sekisho.server.transport.input.InputBuffer;
import dev.sekisho.server.transport.limit.IdleTimeout;
import dev.sekisho.server.transport.limit.SlowClientWatch;
import dev.sekisho.server.transport.output.OutputWriter;
import dev.sekisho.server.transport.worker.PendingWork;
import dev.sekisho.server.transport.worker.WorkerTask;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a session its input, one unit after the other, as long as neither a worker nor the client is waited for. Confined to the
 * connection's event loop.
 */
final class SessionDriver {
    private final Channel channel;
    private final ConnectionLife life;
    private final ConnectionCloser closer;
    private final PendingWork work;
    private final OutputWriter output;
    private final TlsLayer tls;
    private final IdleTimeout idle;
    private final SlowClientWatch slowClients;
    private final InputBuffer input = new InputBuffer();
    private boolean pumping;
    private @Nullable Runnable leaving;
    private boolean cuts;

    SessionDriver(
            Channel channel,
            ConnectionLife life,
            ConnectionCloser closer,
            PendingWork work,
            OutputWriter output,
            TlsLayer tls,
            IdleTimeout idle,
            SlowClientWatch slowClients) {
        this.channel = channel;
        this.life = life;
        this.closer = closer;
        this.work = work;
        this.output = output;
        this.tls = tls;
        this.idle = idle;
        this.slowClients = slowClients;
    }

    /** Octets came, behind those that were not dealt with yet. */
    InputBuffer input() {
        return input;
    }

    /** The server ends: so does the session, as soon as nothing is under way. */
    void stop() {
        leave(() -> life.session().stopping(), EndReason.FINISHED);
    }

    /** The session ends as soon as it may be cut: also in the middle of a message that the client is sending. */
    void cut(Runnable goodbye, EndReason why) {
        cuts = true;
        leave(goodbye, why);
    }

    /** The session ends as soon as nothing is under way; what came and was not begun is not begun any more. */
    private void leave(Runnable goodbye, EndReason why) {
        if (leaving == null) {
            leaving = () -> {
                goodbye.run();
                closer.close(why);
            };
        }
        leaveIfIdle();
    }

    /** Answers STARTTLS or STLS and begins the handshake, unless octets came behind the command already. */
    void startTls(String goAhead) {
        if (!input.isEmpty()) {
            int octets = input.size();
            input.discard();
            closer.injection(octets);
            return;
        }
        life.handshake();
        channel.writeAndFlush(Unpooled.wrappedBuffer((goAhead + "\r\n").getBytes(StandardCharsets.UTF_8)));
        tls.begin(channel);
    }

    /** Reads no input until {@code begin}, which is called here, resumes with what follows it. */
    void pauseFor(BiConsumer<WorkerTask, Consumer<Runnable>> begin) {
        WorkerTask task = work.begin();
        try {
            begin.accept(
                    task,
                    then -> channel.eventLoop().execute(() -> {
                        if (work.finish(task)) {
                            resume(then);
                        }
                    }));
        } catch (Throwable e) {
            work.giveUp();
            throw e;
        }
    }

    /** Calls {@code action} once the client has taken enough of what was written; reads no input meanwhile. */
    void whenWritable(Runnable action) {
        channel.flush();
        if (taken()) {
            action.run();
        } else if (channel.isActive()) {
            work.beginWritable(action);
        }
    }

    /** The client has taken something, or takes nothing more for now. */
    void writabilityChanged() {
        output.run();
        outputTaken();
    }

    /** Goes on with what has waited for the client to take what was written, if it has. */
    void outputTaken() {
        Runnable waiting = taken() ? work.finishWritable() : null;
        if (waiting == null) {
            pump();
        } else {
            resume(waiting);
        }
    }

    private boolean taken() {
        return channel.isWritable() && output.idle();
    }

    /** Runs a step that nothing of the client's has led to. */
    void step(Runnable step) {
        if (closer.open()) {
            guarded(step);
            pump();
        }
    }

    private void resume(Runnable continuation) {
        idle.progress();
        if (life.closing()) {
            guarded(closer::reportClosed);
            return;
        }
        guarded(continuation);
        pump();
    }

    /** Runs a step whose failure nobody else would see, so that the session would neither go on nor end. */
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            closer.fault(e);
        }
    }

    /** Gives the session what came, and reads more if nothing else is to be done first. */
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            boolean partial = readAll();
            watchClient(partial && !input.isEmpty());
            leaveIfIdle();
            if (!work.waiting()) {
                channel.flush();
            }
            if (life.handshaking() || (ready() && channel.isWritable())) {
                channel.read();
            }
        } catch (Throwable e) {
            closer.fault(e);
        } finally {
            pumping = false;
        }
    }

    /** True if the session needs more octets before it can do anything with those that are there. */
    private boolean readAll() {
        ProtocolSession session = life.session();
        boolean partial = false;
        while (ready() && !mayLeave() && !partial && !input.isEmpty() && channel.isWritable()) {
            partial = !session.read(input.octets());
            idle.progress();
            if (!partial && session.awaited() == AwaitedInput.COMMAND) {
                slowClients.commandEnded();
            }
        }
        return partial;
    }

    private void watchClient(boolean partial) {
        if (work.waiting()) {
            slowClients.pause();
        } else {
            AwaitedInput awaited = life.session().awaited();
            slowClients.await(
                    partial && awaited == AwaitedInput.COMMAND ? AwaitedInput.REST_OF_COMMAND : awaited,
                    life.session().identification());
        }
    }

    private void leaveIfIdle() {
        Runnable leave = leaving;
        if (leave == null || work.waiting() || life.closing()) {
            return;
        }
        if (!life.greeted()) {
            closer.close(EndReason.FINISHED);
        } else if (mayLeave()) {
            leave.run();
        }
    }

    private boolean mayLeave() {
        return leaving != null
                && (life.session().interruptible() || cuts && life.session().mayBeCut());
    }

    private boolean ready() {
        return !work.waiting() && life.greeted() && output.idle();
    }
}
