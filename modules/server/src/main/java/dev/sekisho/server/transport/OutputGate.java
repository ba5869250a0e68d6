// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;

/**
 * Lets threads other than the event loop write, and has them wait for a peer that does not read: memory is bounded by what a connection
 * may have outstanding, however much is to be sent.
 */
final class OutputGate {
    private final Object taken = new Object();
    private final Duration patience;

    /** @param patience how long a peer may take nothing at all */
    OutputGate(Duration patience) {
        this.patience = patience;
    }

    /**
     * Writes octets, once the peer has taken enough of what was written before; blocks until then unless called on the event loop.
     *
     * @throws IOException if the connection is gone, or the peer took nothing for too long
     */
    void send(Channel channel, ByteBuf octets) throws IOException {
        boolean mayPass = channel.eventLoop().inEventLoop() || await(channel);
        if (!mayPass || !channel.isActive()) {
            octets.release();
            throw new IOException(channel.isActive() ? "the peer takes nothing" : "the connection is gone");
        }
        channel.writeAndFlush(octets, channel.voidPromise());
    }

    private boolean await(Channel channel) {
        long last = channel.bytesBeforeWritable();
        long since = System.nanoTime();
        synchronized (taken) {
            while (channel.isActive() && !channel.isWritable()) {
                long left = channel.bytesBeforeWritable();
                if (left < last) {
                    last = left;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > patience.toNanos()) {
                    return false;
                }
                try {
                    taken.wait(Math.max(1, patience.toMillis() / 10));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** The peer took something, or is gone. */
    void changed() {
        synchronized (taken) {
            taken.notifyAll();
        }
    }
}
