// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that wait for octets, shared by all listeners. */
public final class EventLoops {
    private final EventLoopGroup acceptors;
    private final EventLoopGroup workers;

    /** Starts the threads lazily: one that accepts, and one a processor that reads and writes. */
    public EventLoops() {
        this.acceptors = group(1, "accept");
        this.workers = group(Runtime.getRuntime().availableProcessors(), "io");
    }

    EventLoopGroup acceptors() {
        return acceptors;
    }

    EventLoopGroup workers() {
        return workers;
    }

    /** Ends the threads, waiting at most five seconds. */
    public void close() {
        acceptors.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private static EventLoopGroup group(int threads, String name) {
        return new NioEventLoopGroup(threads, new DefaultThreadFactory(name));
    }
}
