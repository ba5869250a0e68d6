// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.ProtocolSessionFactory;

/** Opens the sessions of one IMAP listener. For any thread. */
public final class ImapSessionFactory implements ProtocolSessionFactory {
    private final ImapListenerSettings listener;

    /** Of this listener. */
    public ImapSessionFactory(ImapListenerSettings listener) {
        this.listener = listener;
    }

    @Override
    public ProtocolSession open(ClientConnection connection) {
        return new ImapServerSession(ImapContext.of(listener, connection));
    }
}
