// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.output;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent and was not taken by the client yet: a little in memory, the rest in a file. Threads add to it and do not wait for the
 * client; the event loop writes it as fast as the client reads. Only what no file may hold makes a thread wait, and only few threads of all
 * connections do: another's connection ends instead.
 *
 * <p>Safe for all threads.
 */
final class OutputQueue {
    /** Octets kept in memory. */
    static final int MEMORY = 256 * 1024;

    private static final int PIECE = 64 * 1024;

    private final OutputSpill spill;
    private final OutputSpillFile file;
    private final Deque<ByteBuf> memory = new ArrayDeque<>();
    private int inMemory;
    private boolean ended;

    OutputQueue(OutputSpill spill) {
        this.spill = spill;
        this.file = new OutputSpillFile(spill);
    }

    /**
     * Adds octets; the buffer is released.
     *
     * @param mayWait false on the event loop, which makes the room that others wait for
     * @throws IOException if the connection is gone, the file cannot be written, or there is no room and no leave to wait
     */
    synchronized void add(ByteBuf octets, boolean mayWait) throws IOException {
        try {
            if (ended) {
                throw new IOException("the connection is gone");
            }
            if (file.isEmpty() && inMemory + octets.readableBytes() <= MEMORY) {
                inMemory += octets.readableBytes();
                memory.add(octets.retain());
            } else {
                if (mayWait) {
                    awaitRoom(octets.readableBytes());
                }
                if (octets.readableBytes() > file.room()) {
                    throw new IOException("the peer takes too little of what it asked for");
                }
                file.add(octets);
            }
        } finally {
            octets.release();
        }
    }

    private void awaitRoom(int octets) throws IOException {
        if (file.room() >= octets || !spill.beginWaiting()) {
            return;
        }
        try {
            while (!ended && file.room() < octets) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the peer did not read", e);
        } finally {
            spill.endWaiting();
        }
        if (ended) {
            throw new IOException("the connection is gone");
        }
    }

    /** The octets that are next; null if there are none. */
    synchronized @Nullable ByteBuf next(Channel channel) throws IOException {
        ByteBuf first = memory.poll();
        if (first != null) {
            inMemory -= first.readableBytes();
            return first;
        }
        if (file.isEmpty()) {
            return null;
        }
        ByteBuf piece = file.take(channel.alloc(), PIECE);
        notifyAll();
        return piece;
    }

    synchronized boolean isEmpty() {
        return memory.isEmpty() && file.isEmpty();
    }

    /** The connection is gone: forgets everything, and takes nothing more. */
    synchronized void end() throws IOException {
        ended = true;
        memory.forEach(ByteBuf::release);
        memory.clear();
        inMemory = 0;
        notifyAll();
        file.drop();
    }
}
