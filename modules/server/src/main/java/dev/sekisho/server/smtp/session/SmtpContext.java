// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.session;

import dev.sekisho.policy.smtp.SmtpCheckpoint;
import dev.sekisho.policy.smtp.SmtpState;
import dev.sekisho.policy.smtp.SmtpTrial;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.trial.TrialSession;

/**
 * One session as its commands see it. Confined to a connection.
 *
 * @param listener what the sessions of the listener share
 * @param checkpoint the decisions of its policy
 * @param connection the client's connection
 * @param session what has been said and done so far
 * @param input who takes what the client sends next
 * @param replies writes replies, and logs what is refused
 * @param trial asks the values on trial
 */
public record SmtpContext(
        SmtpListenerSettings listener,
        SmtpCheckpoint checkpoint,
        ClientConnection connection,
        SmtpSessionData session,
        SmtpInput input,
        SmtpReplyWriter replies,
        SmtpTrialSession trial) {

    /** The context of a session that begins. */
    public static SmtpContext of(SmtpListenerSettings listener, ClientConnection connection) {
        SmtpSessionData session = new SmtpSessionData(listener, connection);
        SmtpTrialSession trial = new SmtpTrialSession(
                SmtpTrial.of(listener.policy()),
                session,
                new TrialSession(
                        listener.greeting().name(),
                        connection,
                        listener.services().trials()));
        return new SmtpContext(
                listener,
                listener.checkpoint(),
                connection,
                session,
                new SmtpInput(),
                new SmtpReplyWriter(
                        listener.greeting().name(), connection, new SmtpLog(session, connection), trial::accepted),
                trial);
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
