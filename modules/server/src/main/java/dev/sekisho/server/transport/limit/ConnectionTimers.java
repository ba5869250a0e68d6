// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Timers of a connection, which end with it: a timer that goes on holds all that was the connection until its time is over. */
public final class ConnectionTimers {
    private ConnectionTimers() {}

    /**
     * Runs a task on the connection's event loop after some time, unless the connection is closed by then. What the task throws is given to
     * the connection's handlers.
     */
    public static void schedule(Channel channel, Runnable task, Duration wait) {
        ScheduledFuture<?> timer =
                channel.eventLoop().schedule(() -> run(channel, task), wait.toNanos(), TimeUnit.NANOSECONDS);
        ChannelFutureListener end = closed -> timer.cancel(false);
        channel.closeFuture().addListener(end);
        timer.addListener(over -> channel.closeFuture().removeListener(end));
    }

    /** Runs a task whose failure nobody else would see. */
    public static void run(Channel channel, Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            channel.pipeline().fireExceptionCaught(e);
        }
    }
}
