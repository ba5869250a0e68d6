// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.server.mime.TypeLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.james.lifecycle.api.Disposable;
import org.apache.james.server.core.MimeMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * A message while it comes in: in memory up to {@value #IN_MEMORY} octets, beyond that in a file that is removed with the body.
 *
 * <p>Used by one thread at a time: the connection's event loop appends, a worker {@linkplain #spill spills} and reads.
 */
final class MessageBody implements MimeMessageSource, Disposable {
    /** Octets kept in memory. */
    static final int IN_MEMORY = 256 * 1024;

    private final String id;
    private final Path directory;
    private final long limit;
    private final TypeLines types = new TypeLines();
    private byte[] header = new byte[0];
    private byte[] memory = new byte[8 * 1024];
    private int inMemory;
    private long size;
    private boolean abandoned;
    private @Nullable Path file;
    private @Nullable OutputStream out;

    /**
     * An empty body.
     *
     * @param id the name of the message
     * @param directory where the file goes if one is needed
     * @param limit octets the message may have; what comes beyond is counted and dropped
     */
    MessageBody(String id, Path directory, long limit) {
        this.id = id;
        this.directory = directory;
        this.limit = limit;
    }

    /** Appends octets; never blocks. */
    void append(byte[] octets, int from, int to) {
        size += to - from;
        if (abandoned || tooBig()) {
            inMemory = 0;
            return;
        }
        types.see(octets, from, to);
        int needed = inMemory + to - from;
        if (needed > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(needed, 2 * memory.length));
        }
        System.arraycopy(octets, from, memory, inMemory, to - from);
        inMemory = needed;
    }

    /** True if {@link #spill} has to be called before more is appended. */
    boolean full() {
        return inMemory >= IN_MEMORY;
    }

    /** Gives up on the message: what comes beyond is counted and dropped. */
    void abandon() {
        abandoned = true;
        inMemory = 0;
    }

    /** True if the message was given up. */
    boolean abandoned() {
        return abandoned;
    }

    /** True if so many octets more are no more than the message may have. */
    boolean hasRoomFor(long more) {
        return more <= limit - size;
    }

    /** True if more octets came than the message may have. */
    boolean tooBig() {
        return size > limit;
    }

    /** True if so much more came than the message may have that the peer is beyond reason. */
    boolean endless() {
        return size > 2 * limit + IN_MEMORY;
    }

    /** True if only a look at its structure tells how deeply the message is nested. */
    boolean manyParts() {
        return types.many();
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
        target.write(memory, 0, inMemory);
        inMemory = 0;
    }

    /** Sets what stands before the octets that came: the trace header of RFC 5321 4.4. */
    void prepend(byte[] octets) {
        header = octets;
    }

    /** The octets that came, without what was prepended. */
    InputStream content() throws IOException {
        if (out != null) {
            out.flush();
        }
        InputStream rest = new ByteArrayInputStream(memory, 0, inMemory);
        return file == null ? rest : new SequenceInputStream(Files.newInputStream(file), rest);
    }

    @Override
    public String getSourceId() {
        return id;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(header), content());
    }

    @Override
    public long getMessageSize() {
        return header.length + size;
    }

    @Override
    public void dispose() {
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
            throw new java.io.UncheckedIOException("the spilled message " + file + " cannot be removed", e);
        }
    }
}
