// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.mime;

import dev.sekisho.store.sql.StoreException;
import dev.sekisho.store.sql.sqlite.FreeDiskSpace;
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
import org.jspecify.annotations.Nullable;

/**
 * Octets while they come in: in memory, and what was {@linkplain #spill spilled} in a file that goes with {@link #close}.
 *
 * <p>Memory is taken as octets come. Used by one thread at a time: the event loop appends, a worker spills and reads.
 */
public final class SpillingBuffer implements Closeable {
    private static final int LEAST = 8 * 1024;

    private final Path directory;
    private final ContentTypeCounter types = new ContentTypeCounter();
    private byte[] memory = new byte[0];
    private int inMemory;
    private long inFile;
    private @Nullable Path file;
    private @Nullable OutputStream out;

    /**
     * None yet.
     *
     * @param directory where the file goes if one is needed
     */
    public SpillingBuffer(Path directory) {
        this.directory = directory;
    }

    /** Appends octets; never blocks. */
    public void append(byte[] octets, int from, int to) {
        int begin = makeRoom(to - from);
        System.arraycopy(octets, from, memory, begin, to - from);
        types.see(memory, begin, inMemory);
    }

    /** Appends octets of a buffer, which moves past them; never blocks. */
    public void append(ByteBuf input, int length) {
        int begin = makeRoom(length);
        input.readBytes(memory, begin, length);
        types.see(memory, begin, inMemory);
    }

    private int makeRoom(int more) {
        int begin = inMemory;
        int needed = begin + more;
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(needed, Math.max(LEAST, 2 * memory.length)));
        }
        inMemory = needed;
        return begin;
    }

    /** All that came. */
    public long size() {
        return inFile + inMemory;
    }

    /** How many of them are in memory. */
    public int inMemory() {
        return inMemory;
    }

    /** True if the nesting of the message, if it is one, is known only from its structure. */
    public boolean manyParts() {
        return types.many();
    }

    /** Forgets what is in memory. */
    public void forgetMemory() {
        inMemory = 0;
    }

    /**
     * Moves what is in memory to the file; blocks.
     *
     * @throws IOException if it cannot be written
     * @throws StoreException if less than the reserve is left of the disk, or that is unknown
     */
    public void spill() throws IOException {
        OutputStream target = out;
        if (target == null) {
            Files.createDirectories(directory);
        }
        FreeDiskSpace.require(directory);
        if (target == null) {
            Path created = Files.createTempFile(directory, "incoming-", ".eml");
            file = created;
            target = Files.newOutputStream(created);
            out = target;
        }
        target.write(memory, 0, inMemory);
        inFile += inMemory;
        inMemory = 0;
    }

    /**
     * All of them, in the order in which they came; blocks.
     *
     * @throws IOException if the file cannot be read
     */
    public InputStream read() throws IOException {
        InputStream rest = new ByteArrayInputStream(memory, 0, inMemory);
        return file == null ? rest : new SequenceInputStream(Files.newInputStream(file), rest);
    }

    /** Forgets everything, and removes the file. */
    @Override
    public void close() {
        memory = new byte[0];
        inMemory = 0;
        try {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the spilled octets " + file + " cannot be removed", e);
        }
    }
}
