// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.imap;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.server.sasl.PendingResponse;
import dev.sekisho.server.transport.ClientConnection;

/**
 * One session as those see it who carry out its commands. Confined to a connection.
 *
 * @param listener what the sessions of the listener share
 * @param connection the client's connection
 * @param session the session as the engine sees it
 * @param response who takes the next line, if it is a response of AUTHENTICATE
 * @param replies writes what the engine does not write
 */
record EngineContext(
        EngineListenerSettings listener,
        ClientConnection connection,
        EngineSession session,
        PendingResponse response,
        ImapReplyWriter replies) {

    /** The context of a session that begins. */
    static EngineContext of(EngineListenerSettings listener, ClientConnection connection) {
        return new EngineContext(
                listener,
                connection,
                new EngineSession(connection, listener.settings().compress()),
                new PendingResponse(),
                new ImapReplyWriter(connection));
    }

    /** The listener's name, for the log. */
    ListenerName listenerName() {
        return listener.identity().name();
    }

    boolean loggedIn() {
        return session.loggedIn();
    }

    /** True while logins from the client's address are not looked at. */
    boolean heldOff() {
        return listener.logins().heldOff(connection.client().getAddress());
    }
}
