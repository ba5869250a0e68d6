// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp;

import dev.sekisho.server.smtp.command.SmtpCommandDispatcher;
import dev.sekisho.server.smtp.session.SmtpContext;
import dev.sekisho.server.smtp.session.SmtpListenerSettings;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.ProtocolSession;
import dev.sekisho.server.transport.ProtocolSessionFactory;

/** Opens the sessions of one SMTP listener. For any thread. */
public final class SmtpSessionFactory implements ProtocolSessionFactory {
    private final SmtpListenerSettings listener;
    private final SmtpCommandDispatcher commands;

    /** Of this listener. */
    public SmtpSessionFactory(SmtpListenerSettings listener) {
        this.listener = listener;
        this.commands = new SmtpCommandDispatcher(listener.services());
    }

    @Override
    public ProtocolSession open(ClientConnection connection) {
        return new SmtpServerSession(SmtpContext.of(listener, connection), commands);
    }
}
