// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.imap.response.ResponseSink;
import dev.sekisho.server.transport.ClientConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one command says, on its way to the client: collected in pieces, which are handed on as they are full and wait for no client. For one
 * worker at a time.
 */
public final class ResponseOutput implements ResponseSink {
    /** Octets that a worker collects before it hands them on. */
    private static final int PIECE = 32 * 1024;

    private final ClientConnection connection;
    private @Nullable ByteBuf piece;
    private long written;

    public ResponseOutput(ClientConnection connection) {
        this.connection = connection;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            ByteBuf current = current(left);
            int taken = Math.min(left, PIECE - current.readableBytes());
            current.writeBytes(octets, from, taken);
            from += taken;
            left -= taken;
        }
        written += length;
    }

    /** The piece that is being collected, with room in it. */
    private ByteBuf current(int more) throws BrokenOutput {
        ByteBuf current = piece;
        if (current != null && current.readableBytes() >= PIECE) {
            handOn();
            current = null;
        }
        if (current == null) {
            current = Unpooled.buffer(Math.min(PIECE, Math.max(256, more)), PIECE);
            piece = current;
        }
        return current;
    }

    private void handOn() throws BrokenOutput {
        try {
            connection.send(take());
        } catch (IOException gone) {
            throw new BrokenOutput(gone);
        }
    }

    /** Octets written so far. */
    public long written() {
        return written;
    }

    /** What was collected and not handed on yet; whoever takes it writes it next. */
    public ByteBuf take() {
        ByteBuf taken = piece == null ? Unpooled.EMPTY_BUFFER : piece;
        piece = null;
        return taken;
    }
}
