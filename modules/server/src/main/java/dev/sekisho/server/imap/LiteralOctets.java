// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.mime.TypeLines;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.james.imap.message.Literal;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a literal: in memory as long as they are few, beyond that in a file that goes with {@link #close}.
 *
 * <p>Memory is taken as octets come, never by what was announced. Used by one thread at a time: the event loop takes, a worker
 * {@linkplain #spill spills} and reads.
 */
final class LiteralOctets implements Literal, Closeable {
    private final long announced;
    private final int inMemory;
    private final Path directory;
    private final TypeLines types = new TypeLines();
    private byte[] memory = new byte[0];
    private int used;
    private boolean nul;
    private long spilled;
    private @Nullable Path file;
    private @Nullable OutputStream out;

    /**
     * @param announced octets that will come
     * @param inMemory octets kept in memory before they go to a file
     * @param directory where the file goes
     */
    LiteralOctets(long announced, int inMemory, Path directory) {
        this.announced = announced;
        this.inMemory = inMemory;
        this.directory = directory;
    }

    /** Takes what there is of the literal; true if it is complete. */
    boolean take(ByteBuf input) {
        int take = (int) Math.min(input.readableBytes(), announced - spilled - used);
        int needed = used + take;
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(needed, (int) Math.min(2L * memory.length, announced)));
        }
        input.readBytes(memory, used, take);
        types.see(memory, used, needed);
        for (int i = used; i < needed && !nul; i++) {
            nul = memory[i] == 0;
        }
        used = needed;
        return complete();
    }

    /** True if only a look at its structure tells how deeply the message is nested, if it is one. */
    boolean manyParts() {
        return types.many();
    }

    /** True if one of the octets is NUL. */
    boolean holdsNul() {
        return nul;
    }

    boolean complete() {
        return spilled + used == announced;
    }

    /** True if {@link #spill} has to be called before more is taken. */
    boolean full() {
        return used >= inMemory && !complete();
    }

    /** Moves what is in memory to the file; blocks. */
    void spill() throws IOException {
        OutputStream target = out;
        if (target == null) {
            Files.createDirectories(directory);
            Path created = Files.createTempFile(directory, "incoming-", ".eml");
            file = created;
            target = Files.newOutputStream(created);
            out = target;
        }
        target.write(memory, 0, used);
        spilled += used;
        used = 0;
    }

    @Override
    public long size() {
        return announced;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream rest = new ByteArrayInputStream(memory, 0, used);
        return file == null ? rest : new SequenceInputStream(Files.newInputStream(file), rest);
    }

    @Override
    public void close() {
        memory = new byte[0];
        used = 0;
        try {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the spilled literal " + file + " cannot be removed", e);
        }
    }
}
