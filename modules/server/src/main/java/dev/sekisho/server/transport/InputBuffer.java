// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/** Octets that came and were not dealt with yet. Confined to one event loop. */
final class InputBuffer {
    private ByteBuf octets = Unpooled.EMPTY_BUFFER;

    /** Adds what came; takes the buffer over. */
    void add(ByteBuf came, ByteBufAllocator allocator) {
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

    boolean isEmpty() {
        return !octets.isReadable();
    }

    int size() {
        return octets.readableBytes();
    }

    /** What is pending; who reads moves its reader index. */
    ByteBuf octets() {
        return octets;
    }

    /** Throws away what is pending. */
    void discard() {
        octets.release();
        octets = Unpooled.EMPTY_BUFFER;
    }
}
