// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sees when a client has been silent for too long. Confined to one event loop; costs one timer a connection and nothing an octet. */
public final class IdleTimeout {
    private final Runnable action;
    private Duration limit;
    private final LongSupplier nanoTime;
    private long lastProgress;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> next;

    /**
     * @param limit how long a client may be silent
     * @param nanoTime the time
     * @param action what is done each time that it was; called on the event loop
     */
    public IdleTimeout(Duration limit, LongSupplier nanoTime, Runnable action) {
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.action = action;
        this.lastProgress = nanoTime.getAsLong();
    }

    /** Something has come or was done. */
    public void progress() {
        lastProgress = nanoTime.getAsLong();
    }

    /** Lets the client be silent for longer from now on. A shorter time holds after the one that was allowed before has passed. */
    public void allow(Duration longer) {
        limit = longer;
    }

    public void start(EventLoop loop) {
        schedule(loop, limit);
    }

    private void schedule(EventLoop loop, Duration in) {
        if (!loop.isShuttingDown()) {
            next = loop.schedule(() -> check(loop), in.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void check(EventLoop loop) {
        if (stopped) {
            return;
        }
        Duration silent = Duration.ofNanos(nanoTime.getAsLong() - lastProgress);
        if (silent.compareTo(limit) < 0) {
            schedule(loop, limit.minus(silent).plusMillis(1));
        } else {
            progress();
            try {
                action.run();
            } finally {
                schedule(loop, limit);
            }
        }
    }

    /** Stops, and releases the connection, which its timer would otherwise keep in memory until the time is over. */
    public void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
