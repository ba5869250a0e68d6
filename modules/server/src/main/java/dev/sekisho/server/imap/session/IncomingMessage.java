// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.server.mime.ContentTypeCounter;
import dev.sekisho.server.mime.MimeNesting;
import dev.sekisho.store.body.BodyStore;
import dev.sekisho.store.body.BodyUpload;
import dev.sekisho.store.body.UnattachedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message literal while it comes in: in memory what has not gone to the store yet. For one thread at a time. */
final class IncomingMessage {
    private static final int LEAST = 4 * 1024;

    private final BodyStore bodies;
    private final ContentTypeCounter types = new ContentTypeCounter();
    private byte[] octets;
    private int length;
    private byte @Nullable [] head;
    private @Nullable BodyUpload upload;
    private @Nullable UnattachedBody finished;
    private boolean nul;

    IncomingMessage(BodyStore bodies, long announced) {
        this.bodies = bodies;
        this.octets = new byte[(int) Math.min(announced, LEAST)];
    }

    /** Takes octets. @param binary true where a NUL may be */
    void take(ByteBuffer taken, boolean binary) {
        int from = length;
        int needed = length + taken.remaining();
        if (needed > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(needed, 2 * octets.length));
        }
        taken.get(octets, from, taken.remaining());
        length = needed;
        types.see(octets, from, length);
        for (int i = from; !binary && !nul && i < length; i++) {
            nul = octets[i] == 0;
        }
    }

    /** Octets that are in memory. */
    int inMemory() {
        return length;
    }

    boolean holdsNul() {
        return nul;
    }

    /** Gives what is in memory to the store. Blocks. */
    void store() throws IOException {
        if (upload == null) {
            upload = bodies.upload();
            head = Arrays.copyOf(octets, Math.min(length, BodyStore.CHUNK_BYTES));
        }
        upload.write(octets, 0, length);
        octets = new byte[0];
        length = 0;
    }

    /** The whole message, which is in the store but for a small one. Blocks. */
    UnattachedBody finish() throws IOException {
        store();
        UnattachedBody whole = uploaded().finish();
        finished = whole;
        return whole;
    }

    /** Why the message may not be kept for what is nested in it; looked at only where its lines give cause to. Blocks. */
    Optional<String> nestingFault(UnattachedBody finished) throws IOException {
        return types.many() ? MimeNesting.of(read(finished)).fault() : Optional.empty();
    }

    private InputStream read(UnattachedBody finished) {
        byte[] first = head == null ? new byte[0] : head;
        return finished instanceof UnattachedBody.Large large
                ? bodies.open(large.id(), large.size(), first)
                : new ByteArrayInputStream(first);
    }

    private BodyUpload uploaded() {
        if (upload == null) {
            throw new IllegalStateException("nothing of the message was given to the store");
        }
        return upload;
    }

    /** Lets go of what was not stored in a mailbox. Does not block. */
    void discard() {
        if (finished != null) {
            bodies.discard(finished);
        } else if (upload != null) {
            upload.close();
        }
    }
}
