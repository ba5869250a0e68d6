// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.output;

import dev.sekisho.server.transport.limit.ConnectionTimers;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes output to a connection, in order and as fast as the client reads. A client that takes less than {@value #LEAST} octets in
 * {@value #MINUTES} minutes, while there is more for it, is gone as far as we are concerned.
 *
 * <p>Confined to the connection's event loop but for {@link #send}.
 */
public final class OutputWriter {
    public static final int LEAST = 64 * 1024;
    public static final int MINUTES = 2;

    private static final Duration WINDOW = Duration.ofMinutes(MINUTES);
    /** Pieces handed on before other connections have their turn. */
    private static final int TURN = 32;

    private final Channel channel;
    private final OutputQueue queue;
    private final Runnable progress;
    private final Runnable drained;
    private final Runnable tooSlow;
    private final Deque<Runnable> afterwards = new ArrayDeque<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private boolean draining;
    private boolean watching;
    private long handedOn;

    /**
     * @param progress called whenever the client took something
     * @param drained called whenever everything there is was handed on
     * @param tooSlow called when the client takes too little
     */
    public OutputWriter(Channel channel, OutputSpill spill, Runnable progress, Runnable drained, Runnable tooSlow) {
        this.channel = channel;
        this.queue = new OutputQueue(spill);
        this.progress = progress;
        this.drained = drained;
        this.tooSlow = tooSlow;
    }

    /**
     * Sends octets from any thread; the buffer is released.
     *
     * @throws IOException if they will not be sent, see {@link OutputQueue#add}; then the connection ends
     */
    public void send(ByteBuf octets) throws IOException {
        try {
            queue.add(octets, !channel.eventLoop().inEventLoop());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> ConnectionTimers.run(channel, this::scheduled));
        }
    }

    private void scheduled() {
        scheduled.set(false);
        run();
    }

    /** Writes a line of the event loop's own, behind what there is. */
    public void write(ByteBuf octets) {
        if (idle()) {
            channel.write(octets, channel.voidPromise());
            return;
        }
        try {
            send(octets);
        } catch (IOException gone) {
            afterwards.clear();
        }
    }

    /** True if everything was handed on. */
    public boolean idle() {
        return !draining && queue.isEmpty();
    }

    /** Runs something once everything that there is was handed on. */
    public void afterwards(Runnable action) {
        if (idle() && afterwards.isEmpty()) {
            action.run();
        } else {
            afterwards.add(action);
        }
    }

    /** Hands on what the connection takes now. */
    public void run() {
        if (draining) {
            return;
        }
        draining = true;
        try {
            handOn();
        } catch (IOException e) {
            channel.pipeline().fireExceptionCaught(e);
        } finally {
            draining = false;
        }
        if (queue.isEmpty()) {
            while (!afterwards.isEmpty()) {
                afterwards.poll().run();
            }
            drained.run();
        } else {
            watch();
        }
    }

    private void handOn() throws IOException {
        for (int i = 0; channel.isWritable(); i++) {
            ByteBuf piece = i < TURN ? queue.next(channel) : null;
            if (piece == null) {
                break;
            }
            handedOn += piece.readableBytes();
            channel.writeAndFlush(piece, channel.voidPromise());
            progress.run();
        }
        if (channel.isWritable() && !queue.isEmpty() && scheduled.compareAndSet(false, true)) {
            channel.eventLoop().execute(() -> ConnectionTimers.run(channel, this::scheduled));
        }
    }

    private void watch() {
        if (!watching && channel.isActive()) {
            watching = true;
            long before = handedOn;
            ConnectionTimers.schedule(channel, () -> look(before), WINDOW);
        }
    }

    private void look(long before) {
        watching = false;
        if (queue.isEmpty() || !channel.isActive()) {
            return;
        }
        if (handedOn - before < LEAST) {
            tooSlow.run();
        } else {
            watch();
        }
    }

    /** The connection is gone. */
    public void end() throws IOException {
        afterwards.clear();
        queue.end();
    }
}
