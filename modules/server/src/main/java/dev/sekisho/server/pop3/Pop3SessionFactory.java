// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3;

import dev.sekisho.server.pop3.command.Pop3CommandDispatcher;
import dev.sekisho.server.pop3.session.Pop3Context;
import dev.sekisho.server.pop3.session.Pop3ListenerSettings;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.ProtocolSessionFactory;

/** Opens the sessions of one POP3 listener. For any thread. */
public final class Pop3SessionFactory implements ProtocolSessionFactory {
    private final Pop3ListenerSettings listener;
    private final Pop3CommandDispatcher commands;

    /** Of this listener. */
    public Pop3SessionFactory(Pop3ListenerSettings listener) {
        this.listener = listener;
        this.commands = new Pop3CommandDispatcher(listener);
    }

    @Override
    public ProtocolSession open(ClientConnection connection) {
        return new Pop3ServerSession(Pop3Context.of(listener, connection), commands);
    }
}
