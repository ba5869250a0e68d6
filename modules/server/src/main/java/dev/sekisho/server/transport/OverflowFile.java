// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A ring of octets in a file that is there only while it holds some. Guarded by who uses it. */
final class OverflowFile {
    private final Overflow overflow;
    private @Nullable FileChannel file;
    private long written;
    private long read;

    OverflowFile(Overflow overflow) {
        this.overflow = overflow;
    }

    boolean isEmpty() {
        return written == read;
    }

    /** Octets that can be added. */
    long room() {
        return overflow.octets() - (written - read);
    }

    /** Adds octets, for which there is room. */
    void add(ByteBuf octets) throws IOException {
        FileChannel target = file;
        if (target == null) {
            target = overflow.open();
            file = target;
        }
        while (octets.isReadable()) {
            long at = written % overflow.octets();
            int length = (int) Math.min(octets.readableBytes(), overflow.octets() - at);
            written += octets.readBytes(target, at, length);
        }
    }

    /** Takes the oldest octets, at most so many. */
    ByteBuf take(ByteBufAllocator allocator, int atMost) throws IOException {
        FileChannel source = file;
        if (source == null) {
            throw new IOException("there is nothing to take");
        }
        long at = read % overflow.octets();
        int length = (int) Math.min(Math.min(atMost, written - read), overflow.octets() - at);
        ByteBuf taken = allocator.buffer(length);
        try {
            while (taken.readableBytes() < length) {
                if (taken.writeBytes(source, at + taken.readableBytes(), length - taken.readableBytes()) < 0) {
                    throw new IOException("what waits for a peer is cut short");
                }
            }
            read += length;
            if (isEmpty()) {
                drop();
            }
            return taken.retain();
        } finally {
            taken.release();
        }
    }

    /** Forgets everything. */
    void drop() throws IOException {
        FileChannel ended = file;
        file = null;
        read = written;
        if (ended != null) {
            ended.close();
        }
    }
}
