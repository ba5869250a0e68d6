// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.input;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** Octets that came and were not dealt with yet. Confined to one event loop. */
public final class InputBuffer {
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    /** Adds what came; takes the buffer over. */
    public void add(ByteBuf came, ByteBufAllocator allocator) {
        if (!octets.isReadable()) {
            octets.release();
            octets = came;
            return;
        }
        if (!octets.isWritable(came.readableBytes())) {
            ByteBuf joined = allocator.buffer(2 * (octets.readableBytes() + came.readableBytes()));
            joined.writeBytes(octets);
            octets.release();
            octets = joined;
        }
        octets.writeBytes(came);
        came.release();
    }

    public boolean isEmpty() {
        return !octets.isReadable();
    }

    public int size() {
        return octets.readableBytes();
    }

    /** What is pending; who reads moves its reader index. */
    public ByteBuf octets() {
        return octets;
    }

    /** Throws away what is pending. */
    public void discard() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }
}
