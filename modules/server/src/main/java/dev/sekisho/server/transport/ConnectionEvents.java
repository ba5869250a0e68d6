// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.policy.limit.ClientEvent;
import dev.sekisho.server.transport.limit.RatedClient;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.net.InetSocketAddress;

/** Lines of the log that are about a connection. */
public final class ConnectionEvents {
    private ConnectionEvents() {}

    /** A line that says which connection it is about. */
    public static LogLineBuilder of(LogEvent event, ListenerName listener, ClientConnection connection) {
        return LogLineBuilder.of(event)
                .with(LogKey.LISTENER, listener.text())
                .peer(connection.client())
                .with(LogKey.SESSION, connection.id());
    }

    /** The same, with the version of TLS. */
    public static LogLineBuilder withTls(LogEvent event, ListenerName listener, ClientConnection connection) {
        return of(event, listener, connection).with(LogKey.TLS, connection.tls().map(TlsSessionInfo::version));
    }

    /** Tells of a client that is not served for what it sent. */
    public static void refused(ListenerName listener, ClientConnection connection, String reason) {
        of(LogEvent.CONNECTION_REFUSED, listener, connection)
                .with(LogKey.REASON, reason)
                .tell();
    }

    /**
     * Tells of a client that does something too often.
     *
     * @param limit how often it may do that within the time of the rate
     * @param refused how often it was refused since the last such line
     */
    public static void exceeds(ListenerName listener, RatedClient client, ClientEvent event, int limit, long refused) {
        LogLineBuilder.of(LogEvent.CLIENT_RATE)
                .with(LogKey.LISTENER, listener.text())
                .with(LogKey.NETWORK, client.address().text())
                .with(LogKey.USER, client.user())
                .with(LogKey.RATE, event.word())
                .with(LogKey.LIMIT, limit)
                .with(LogKey.REFUSED, refused)
                .tell();
    }

    /** Tells of a client that is not served, and has no session yet. */
    public static void refused(ListenerName listener, InetSocketAddress client, String reason) {
        LogLineBuilder.of(LogEvent.CONNECTION_REFUSED)
                .with(LogKey.LISTENER, listener.text())
                .peer(client)
                .with(LogKey.REASON, reason)
                .tell();
    }
}
