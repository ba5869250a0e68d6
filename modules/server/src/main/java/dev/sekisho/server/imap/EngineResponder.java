// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.james.imap.api.ImapConstants;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.encode.ImapEncoder;
import org.apache.james.imap.encode.ImapResponseWriter;
import org.apache.james.imap.encode.base.ImapResponseComposerImpl;
import org.apache.james.imap.message.Literal;
import org.jspecify.annotations.Nullable;

/**
 * What James' engine says to one command, on its way to the peer. It may do so on any of Reactor's threads, which others need as well, so
 * none of them waits for a peer.
 *
 * <p>Safe for all threads: news of a mailbox come on others than the command's.
 */
final class EngineResponder implements Responder {
    private static final int PIECE = 32 * 1024;
    /** Compared by identity, since the engine gives several texts one key. */
    private static final List<HumanReadableText> BAD_LOGIN = List.of(
            HumanReadableText.INVALID_LOGIN,
            HumanReadableText.AUTHENTICATION_FAILED,
            HumanReadableText.USER_DOES_NOT_EXIST,
            HumanReadableText.DELEGATION_FORBIDDEN);

    private final ClientConnection wire;
    private final ImapEncoder encoder;
    private final ByeGuard goodbye;
    private final boolean byUid;
    private final ImapResponseComposerImpl composer = new ImapResponseComposerImpl(new Writer());
    private boolean badLogin;
    private boolean insideLine;
    private @Nullable IOException failure;

    /**
     * @param byUid true if the command names messages by UID
     */
    EngineResponder(ClientConnection wire, ImapEncoder encoder, ByeGuard goodbye, boolean byUid) {
        this.wire = wire;
        this.encoder = encoder;
        this.goodbye = goodbye;
        this.byUid = byUid;
    }

    @Override
    public synchronized void respond(ImapResponseMessage message) {
        if (message instanceof StatusResponse status) {
            if (status.getServerResponseType() == StatusResponse.Type.BYE && !goodbye.begin()) {
                return;
            }
            badLogin |= isBadLogin(status);
        }
        try {
            encoder.encode(CopyUidFilter.checked(message, byUid), composer);
        } catch (IOException e) {
            failed(e);
        }
    }

    private static boolean isBadLogin(StatusResponse status) {
        boolean login = ImapConstants.LOGIN_COMMAND.equals(status.getCommand())
                || ImapConstants.AUTHENTICATE_COMMAND.equals(status.getCommand());
        return status.getServerResponseType() == StatusResponse.Type.NO
                && login
                && BAD_LOGIN.stream().anyMatch(text -> text == status.getTextKey());
    }

    @Override
    public synchronized void flush() {
        try {
            composer.flush();
        } catch (IOException e) {
            failed(e);
        }
    }

    /** True if a login was refused for what was said, once for each. */
    synchronized boolean tookBadLogin() {
        boolean took = badLogin;
        badLogin = false;
        return took;
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
            wire.send(Unpooled.copiedBuffer(octets, 0, length));
        }
    }
}
