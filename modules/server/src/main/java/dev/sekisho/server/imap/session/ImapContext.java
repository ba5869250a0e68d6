// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap.session;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.imap.ImapCheckpoint;
import dev.sekisho.server.imap.mailbox.MailAccess;
import dev.sekisho.server.sasl.PendingResponse;
import dev.sekisho.server.transport.ClientConnection;
import java.util.function.Consumer;

/**
 * One session as its commands see it. Confined to a connection.
 *
 * @param listener what the sessions of the listener share
 * @param checkpoint the decisions of its policy
 * @param connection the client's connection
 * @param session what has been said and done so far
 * @param intake the messages that come in
 * @param response who takes the next line, if it is no command
 * @param replies writes answers
 * @param news tells of changes while no command is carried out
 */
public record ImapContext(
        ImapListenerSettings listener,
        ImapCheckpoint checkpoint,
        ClientConnection connection,
        ImapSessionData session,
        MessageIntake intake,
        PendingResponse response,
        ImapReplyWriter replies,
        NewsWatch news) {

    /** The context of a session that begins. */
    public static ImapContext of(ImapListenerSettings listener, ClientConnection connection) {
        return new ImapContext(
                listener,
                listener.checkpoint(),
                connection,
                new ImapSessionData(connection.tls().isPresent()),
                new MessageIntake(listener.mail().bodies()),
                new PendingResponse(),
                new ImapReplyWriter(connection),
                new NewsWatch(connection));
    }

    /** The listener's name, for the log. */
    public ListenerName listenerName() {
        return listener.identity().name();
    }

    /** The users' mailboxes. */
    public MailAccess mail() {
        return listener.mail();
    }

    /** The next line is no command: it goes to this taker, empty if it cannot be read. @param limit its most octets */
    public void awaitLine(int limit, Consumer<String> taker) {
        session.input().expectLine(limit);
        response.await(taker);
    }
}
