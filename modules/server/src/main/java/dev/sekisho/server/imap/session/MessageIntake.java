// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.UnattachedBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The message literals of the command that comes in: each goes to the store a piece at a time, so that little of it is in memory. Confined to
 * a connection: to its event loop, or to the worker that it waits for.
 */
public final class MessageIntake {
    /** Messages of so many octets together are kept in memory until they are stored in a mailbox. */
    public static final int IN_MEMORY = BodyStore.CHUNK_BYTES;

    /** Octets that are collected before they go to the store. */
    private static final int PIECE = 2 * IN_MEMORY;

    private final BodyStore bodies;
    private final List<IncomingMessage> messages = new ArrayList<>(1);
    private int inMemory;
    private boolean binary;
    private @Nullable Throwable failure;

    MessageIntake(BodyStore bodies) {
        this.bodies = bodies;
    }

    /** A message begins. @param binary true where it may have a NUL (RFC 3516 4.4) */
    public void begin(long announced, boolean binary) {
        this.binary = binary;
        messages.add(new IncomingMessage(bodies, announced));
    }

    /** Takes octets of the message that has begun last; those behind a failure are thrown away. */
    public void take(ByteBuffer octets) {
        if (failure == null) {
            inMemory += octets.remaining();
            messages.get(messages.size() - 1).take(octets, binary);
        }
    }

    /** True if {@link #store} has to be called before more is taken. */
    public boolean full() {
        return inMemory >= PIECE;
    }

    /** Gives what was collected to the store. Blocks. */
    public void store() throws IOException {
        for (IncomingMessage message : messages) {
            if (message.inMemory() > 0) {
                message.store();
            }
        }
        inMemory = 0;
    }

    /** What was collected cannot be kept: the command will fail with this. */
    public void failed(Throwable cause) {
        failure = cause;
        inMemory = 0;
        messages.forEach(IncomingMessage::discard);
    }

    /** True if an octet is NUL, where none may be (RFC 9051 9, CHAR8). */
    public boolean holdsNul() {
        return messages.stream().anyMatch(IncomingMessage::holdsNul);
    }

    /** A whole message. Blocks. @throws Exception what it failed with while it came in */
    public UnattachedBody finish(int index) throws Exception {
        if (failure instanceof Exception before) {
            throw before;
        }
        if (failure != null) {
            throw new IOException("a message that came in cannot be kept", failure);
        }
        return messages.get(index).finish();
    }

    /**
     * Puts a message together of others, behind those that came in. Blocks.
     *
     * @param octets its octets, which are read to their end
     * @return its index
     */
    public int add(long size, InputStream octets) throws IOException {
        begin(size, true);
        byte[] piece = new byte[PIECE / 4];
        for (int read = octets.read(piece); read >= 0; read = octets.read(piece)) {
            take(ByteBuffer.wrap(piece, 0, read));
            if (full()) {
                store();
            }
        }
        return messages.size() - 1;
    }

    /** Why a whole message may not be kept for what is nested in it. Blocks. */
    public Optional<String> nestingFault(int index, UnattachedBody finished) throws IOException {
        return messages.get(index).nestingFault(finished);
    }

    /** All messages are stored in a mailbox now: there is nothing to let go of. */
    public void stored() {
        messages.clear();
    }

    /** Lets go of all messages that are not stored in a mailbox. Does not block. */
    public void discard() {
        messages.forEach(IncomingMessage::discard);
        messages.clear();
        inMemory = 0;
        failure = null;
    }
}
