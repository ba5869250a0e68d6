// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.pop3.session;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.pop3.Pop3Checkpoint;
import dev.sekisho.policy.pop3.Pop3State;
import dev.sekisho.server.sasl.PendingResponse;
import dev.sekisho.server.transport.ClientConnection;

/**
 * One session as its commands see it. Confined to a connection.
 *
 * @param listener what the sessions of the listener share
 * @param checkpoint the decisions of its policy
 * @param connection the client's connection
 * @param session what has been said and done so far
 * @param response who takes the next line, if it is a response of AUTH
 * @param replies writes replies
 */
public record Pop3Context(
        Pop3ListenerSettings listener,
        Pop3Checkpoint checkpoint,
        ClientConnection connection,
        Pop3SessionData session,
        PendingResponse response,
        Pop3ReplyWriter replies) {

    /** The context of a session that begins. */
    public static Pop3Context of(Pop3ListenerSettings listener, ClientConnection connection) {
        return new Pop3Context(
                listener,
                listener.checkpoint(),
                connection,
                new Pop3SessionData(Pop3State.connected(connection.tls().isPresent()), listener.newTimestamp()),
                new PendingResponse(),
                new Pop3ReplyWriter(listener.greeting().name(), connection));
    }

    public Pop3State state() {
        return session.state();
    }

    /** The listener's name, for the log. */
    public ListenerName listenerName() {
        return listener.greeting().name();
    }
}
