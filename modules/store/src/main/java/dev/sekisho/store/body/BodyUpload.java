// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.store.body;

import dev.sekisho.store.sql.Database;
import dev.sekisho.store.sql.StoreException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A body being written. What fits one chunk stays in memory; of what does not, each chunk goes to the database as soon as
 * it is full, a few at a time on their way. For one thread.
 */
public final class BodyUpload extends OutputStream {

    /** So many chunks may be on their way: enough to keep the disk busy, few enough to bound the heap. */
    private static final int MOST_UNDER_WAY = 3;

    private final Database database;
    private final Deque<CompletableFuture<Integer>> underWay = new ArrayDeque<>();
    private byte[] chunk = new byte[4096];
    private int filled;
    private int sent;
    private long total;
    private @Nullable Long id;
    private boolean finished;

    BodyUpload(Database database) {
        this.database = database;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Takes bytes in.
     *
     * @throws IOException with a {@link StoreException} as its cause if the database failed
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == BodyStore.CHUNK_BYTES) {
                sendChunk();
            }
            int taken = Math.min(left, BodyStore.CHUNK_BYTES - filled);
            grow(filled + taken);
            System.arraycopy(bytes, from, chunk, filled, taken);
            filled += taken;
            total += taken;
            from += taken;
            left -= taken;
        }
    }

    private void grow(int needed) {
        if (needed > chunk.length) {
            chunk = Arrays.copyOf(chunk, Math.min(BodyStore.CHUNK_BYTES, Math.max(needed, chunk.length * 2)));
        }
    }

    /**
     * Ends the body.
     *
     * @throws IOException with a {@link StoreException} as its cause if the database failed
     */
    public UnattachedBody finish() throws IOException {
        if (sent == 0) {
            finished = true;
            return new UnattachedBody.Small(Arrays.copyOf(chunk, filled));
        }
        sendChunk();
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
        finished = true;
        return new UnattachedBody.Large(id(), total);
    }

    private void sendChunk() throws IOException {
        byte[] bytes = Arrays.copyOf(chunk, filled);
        filled = 0;
        int number = sent++;
        if (number == 0) {
            id = begin(bytes);
            return;
        }
        // Others have written since the first chunk: large bodies together are many times the reserve.
        requireSpace();
        if (underWay.size() == MOST_UNDER_WAY) {
            awaitOldest();
        }
        long body = id();
        underWay.add(database.submit(sql ->
                sql.update("INSERT INTO body_chunks (body_id, number, bytes) VALUES (?, ?, ?)", body, number, bytes)));
    }

    private void requireSpace() throws IOException {
        try {
            BodyStore.requireSpace(database);
        } catch (StoreException e) {
            throw new IOException("the body cannot be kept to its end", e);
        }
    }

    private Long begin(byte[] head) throws IOException {
        try {
            return database.write(sql -> {
                long created = sql.insert("INSERT INTO bodies (size, head) VALUES (NULL, ?) RETURNING id", head);
                BodyStore.schedule(sql, created, Instant.now().plus(BodyStore.UPLOAD_LASTS));
                return created;
            });
        } catch (StoreException e) {
            throw new IOException("the body could not be begun", e);
        }
    }

    private void awaitOldest() throws IOException {
        try {
            underWay.remove().join();
        } catch (CompletionException e) {
            throw new IOException("a chunk of the body could not be kept", e.getCause());
        }
    }

    private long id() {
        if (id == null) {
            throw new IllegalStateException("no chunk was sent");
        }
        return id;
    }

    /** Gives up a body that was not finished: what was kept of it is removed at once. Else does nothing. Does not block. */
    @Override
    public void close() {
        if (finished || id == null) {
            return;
        }
        finished = true;
        BodyStore.removeAbandoned(database, id);
    }
}
