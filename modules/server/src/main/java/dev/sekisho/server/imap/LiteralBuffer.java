// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.mime.SpillingBuffer;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.james.imap.message.Literal;

/** The octets of a literal: in memory as long as they are few, beyond that in a file that goes with {@link #close}. */
final class LiteralBuffer implements Literal, Closeable {
    private final long announced;
    private final int inMemory;
    private final SpillingBuffer octets;
    private boolean nul;

    /**
     * @param announced octets that will come
     * @param inMemory octets kept in memory before they go to a file
     * @param directory where the file goes
     */
    LiteralBuffer(long announced, int inMemory, Path directory) {
        this.announced = announced;
        this.inMemory = inMemory;
        this.octets = new SpillingBuffer(directory);
    }

    /** Takes what there is of the literal; true if it is complete. */
    boolean take(ByteBuf input) {
        int take = (int) Math.min(input.readableBytes(), announced - octets.size());
        nul = nul || input.indexOf(input.readerIndex(), input.readerIndex() + take, (byte) 0) >= 0;
        octets.append(input, take);
        return complete();
    }

    /** True if only a look at its structure tells how deeply the message is nested, if it is one. */
    boolean manyParts() {
        return octets.manyParts();
    }

    /** True if one of the octets is NUL. */
    boolean holdsNul() {
        return nul;
    }

    boolean complete() {
        return octets.size() == announced;
    }

    /** True if {@link #spill} has to be called before more is taken. */
    boolean full() {
        return octets.inMemory() >= inMemory && !complete();
    }

    /** Moves what is in memory to the file; blocks. */
    void spill() throws IOException {
        octets.spill();
    }

    @Override
    public long size() {
        return announced;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return octets.read();
    }

    @Override
    public void close() {
        octets.close();
    }
}
