// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.connection;

import dev.sekisho.server.imap.command.ImapCommandDispatcher;
import dev.sekisho.server.imap.session.ImapContext;
import dev.sekisho.server.imap.session.ImapListenerSettings;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.ProtocolSessionFactory;

/** Opens the sessions of one IMAP listener. For any thread. */
public final class ImapSessionFactory implements ProtocolSessionFactory {
    private final ImapListenerSettings listener;
    private final ImapCommandDispatcher commands;

    /** Of this listener. */
    public ImapSessionFactory(ImapListenerSettings listener) {
        this.listener = listener;
        this.commands = new ImapCommandDispatcher(listener);
    }

    @Override
    public ProtocolSession open(ClientConnection connection) {
        return new ImapServerSession(ImapContext.of(listener, connection), commands);
    }
}
