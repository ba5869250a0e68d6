// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.output;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A ring of octets in a file that is there only while it holds some. Guarded by who uses it. */
final class OutputSpillFile {
    private final OutputSpill spill;
    private @Nullable FileChannel file;
    private long length;
    private long written;
    private long read;

    OutputSpillFile(OutputSpill spill) {
        this.spill = spill;
    }

    boolean isEmpty() {
        return written == read;
    }

    /** Octets that can be added. */
    long room() {
        return spill.octets() - (written - read);
    }

    /** Adds octets, for which there is room. */
    void add(ByteBuf octets) throws IOException {
        FileChannel target = file;
        if (target == null) {
            target = spill.open();
            file = target;
        }
        while (octets.isReadable()) {
            long at = written % spill.octets();
            int piece = (int) Math.min(octets.readableBytes(), spill.octets() - at);
            lengthenTo(at + piece);
            written += octets.readBytes(target, at, piece);
        }
    }

    private void lengthenTo(long end) throws IOException {
        if (end <= length) {
            return;
        }
        if (!spill.takeSpace(end - length)) {
            throw new IOException("too much waits for peers that do not read");
        }
        length = end;
    }

    /** Takes the oldest octets, at most so many. */
    ByteBuf take(ByteBufAllocator allocator, int atMost) throws IOException {
        FileChannel source = file;
        if (source == null) {
            throw new IOException("there is nothing to take");
        }
        long at = read % spill.octets();
        int piece = (int) Math.min(Math.min(atMost, written - read), spill.octets() - at);
        ByteBuf taken = allocator.buffer(piece);
        try {
            while (taken.readableBytes() < piece) {
                if (taken.writeBytes(source, at + taken.readableBytes(), piece - taken.readableBytes()) < 0) {
                    throw new IOException("what waits for a peer is cut short");
                }
            }
            read += piece;
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
        spill.giveSpaceBack(length);
        length = 0;
        if (ended != null) {
            ended.close();
        }
    }
}
