// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.mail.internet.SharedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body, or a part of one, chunk by chunk. Being a {@link SharedInputStream} it lets JavaMail parse a message
 * without a copy of its content on the heap. For one thread; the streams that {@link #newStream} makes may each have their own.
 */
public final class BodyInputStream extends InputStream implements SharedInputStream {

    private final Database database;
    private final long id;
    private final long start;

    /** Where it ends in the body; -1 until the body's size is known. */
    private long end;

    /** Where the next byte is in the body. */
    private long position;

    private long marked;
    private byte @Nullable [] chunk;
    private long chunkNumber = -1;

    BodyInputStream(Database database, long id) {
        this(database, id, 0, -1);
    }

    BodyInputStream(Database database, long id, long size) {
        this(database, id, 0, size);
    }

    BodyInputStream(Database database, long id, long size, byte[] head) {
        this(database, id, 0, size);
        this.chunk = head;
        this.chunkNumber = 0;
    }

    private BodyInputStream(Database database, long id, long start, long end) {
        this.database = database;
        this.id = id;
        this.start = start;
        this.position = start;
        this.marked = start;
        this.end = end;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    /**
     * Reads on.
     *
     * @throws IOException if the body is no more, if the thread was interrupted because nobody waits for it any longer, or with a {@link StoreException} as its cause if the database failed
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (position >= end()) {
            return -1;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the reader of body " + id + " was interrupted");
        }
        byte[] current = chunkAt(position);
        int from = (int) (position % BodyStore.CHUNK_BYTES);
        int taken = (int) Math.min(Math.min(length, current.length - from), end() - position);
        System.arraycopy(current, from, bytes, offset, taken);
        position += taken;
        return taken;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = Math.max(0, Math.min(count, end() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, end() - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {
        marked = position;
    }

    @Override
    public synchronized void reset() {
        position = marked;
    }

    @Override
    public long getPosition() {
        return position - start;
    }

    @Override
    public InputStream newStream(long from, long to) {
        try {
            return new BodyInputStream(database, id, start + from, to == -1 ? end() : start + to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long end() throws IOException {
        if (end == -1) {
            loadHead();
        }
        return end;
    }

    private byte[] chunkAt(long at) throws IOException {
        long number = at / BodyStore.CHUNK_BYTES;
        if (chunk == null || chunkNumber != number) {
            chunk = number == 0
                    ? head()
                    : load("SELECT bytes FROM body_chunks WHERE body_id = ? AND number = ?", id, number);
            chunkNumber = number;
        }
        return chunk;
    }

    /** A body that belongs to nothing yet has no size in its row. */
    private byte[] head() throws IOException {
        return end == -1 ? loadHead() : load("SELECT head FROM bodies WHERE id = ? AND ? = 0", id, 0);
    }

    /** The size comes with the first chunk, in one question: most messages have no other. */
    private byte[] loadHead() throws IOException {
        Head head = asked(() -> database.<Optional<Head>>read(sql -> sql.first(
                        "SELECT size, head FROM bodies WHERE id = ? AND size IS NOT NULL",
                        row -> new Head(row.number(1), row.bytes(2)),
                        id)))
                .orElseThrow(() -> new IOException("body " + id + " no longer exists"));
        if (end == -1) {
            end = head.size;
        }
        chunk = head.bytes;
        chunkNumber = 0;
        return head.bytes;
    }

    private static final class Head {
        final long size;
        final byte[] bytes;

        Head(long size, byte[] bytes) {
            this.size = size;
            this.bytes = bytes;
        }
    }

    private byte[] load(String query, long body, long number) throws IOException {
        return asked(() -> database.<Optional<byte[]>>read(sql -> sql.first(query, row -> row.bytes(1), body, number)))
                .orElseThrow(() -> new IOException("body " + body + " has lost its chunk " + number));
    }

    private static <T> T asked(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (StoreException e) {
            throw new IOException("the store failed", e);
        }
    }
}
