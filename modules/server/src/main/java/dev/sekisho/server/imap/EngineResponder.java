// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imap.encode.ImapResponseWriter;
import org.apache.james.imap.encode.base.ImapResponseComposerImpl;
import org.apache.james.imap.message.Literal;
import org.jspecify.annotations.Nullable;

/**
 * What James' engine says to one command, on its way to the client. It may do so on any of Reactor's threads, which others need as well, so
 * none of them waits for a client.
 *
 * <p>Safe for all threads: news of a mailbox come on others than the command's.
 */
final class EngineResponder implements Responder {
    private static final int PIECE = 32 * 1024;

    private final ClientConnection connection;
    private final ImapEncoder encoder;
    private final ByeGuard byes;
    private final boolean byUid;
    private final List<String> mechanisms;
    private final ImapResponseComposerImpl composer = new ImapResponseComposerImpl(new Writer());
    private boolean insideLine;
    private @Nullable IOException failure;

    /**
     * @param byUid true if the command names messages by UID
     * @param mechanisms the SASL mechanisms that are announced
     */
    EngineResponder(
            ClientConnection connection, ImapEncoder encoder, ByeGuard byes, boolean byUid, List<String> mechanisms) {
        this.connection = connection;
        this.encoder = encoder;
        this.byes = byes;
        this.byUid = byUid;
        this.mechanisms = mechanisms;
    }

    @Override
    public synchronized void respond(ImapResponseMessage message) {
        if (message instanceof StatusResponse status
                && status.getServerResponseType() == StatusResponse.Type.BYE
                && !byes.begin()) {
            return;
        }
        try {
            encoder.encode(AnnouncedMechanisms.added(CopyUidFilter.checked(message, byUid), mechanisms), composer);
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public synchronized void flush() {
        try {
            composer.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** True if what was said so far can be followed by a line. */
    synchronized boolean usable() {
        return failure == null && !insideLine;
    }

    private void failed(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    private final class Writer implements ImapResponseWriter {
        @Override
        public void write(byte[] octets) throws IOException {
            send(octets, octets.length);
            insideLine = octets.length > 0 && octets[octets.length - 1] != '\n';
        }

        @Override
        public void write(Literal literal) throws IOException {
            composer.flush();
            insideLine = true;
            byte[] piece = new byte[PIECE];
            try (InputStream octets = literal.getInputStream()) {
                for (int length = octets.read(piece); length >= 0; length = octets.read(piece)) {
                    send(piece, length);
                }
            }
        }

        private void send(byte[] octets, int length) throws IOException {
            if (failure != null) {
                throw failure;
            }
            connection.send(Unpooled.copiedBuffer(octets, 0, length));
        }
    }
}
