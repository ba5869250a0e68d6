// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.ProtocolSessionFactory;

/** Opens the sessions of one IMAP listener. For any thread. */
public final class EngineSessionFactory implements ProtocolSessionFactory {
    private final EngineListenerSettings listener;

    /** Of this listener. */
    public EngineSessionFactory(EngineListenerSettings listener) {
        this.listener = listener;
    }

    @Override
    public ProtocolSession open(ClientConnection connection) {
        return new ImapServerSession(EngineContext.of(listener, connection));
    }
}
