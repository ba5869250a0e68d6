// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.server.transport.ClientConnection;

/**
 * One session as its commands see it. Confined to a connection.
 *
 * @param listener what the sessions of the listener share
 * @param checkpoint the decisions of its policy
 * @param connection the client's connection
 * @param session what has been said and done so far
 * @param input who takes what the client sends next
 * @param replies writes replies, and logs what is refused
 */
public record SmtpContext(
        SmtpListenerSettings listener,
        SmtpCheckpoint checkpoint,
        ClientConnection connection,
        SmtpSessionData session,
        SmtpInput input,
        SmtpReplyWriter replies) {

    /** The context of a session that begins. */
    public static SmtpContext of(SmtpListenerSettings listener, ClientConnection connection) {
        SmtpSessionData session = new SmtpSessionData(listener, connection);
        return new SmtpContext(
                listener,
                listener.checkpoint(),
                connection,
                session,
                new SmtpInput(),
                new SmtpReplyWriter(listener.greeting().name(), connection, new SmtpLog(session, connection)));
    }

    /** All that decisions depend on. */
    public SmtpState state() {
        return session.state();
    }

    /** What sessions ask. */
    public SmtpListenerServices services() {
        return listener.services();
    }

    /** Which session this is, for a line of the log. */
    public String described() {
        return "listener " + listener.greeting().name() + ": session " + connection.id();
    }
}
