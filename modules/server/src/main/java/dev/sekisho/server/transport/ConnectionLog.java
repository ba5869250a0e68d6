// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.policy.ListenerName;
import dev.sekisho.store.log.LogEvent;
import dev.sekisho.store.log.LogKey;
import dev.sekisho.store.log.LogLineBuilder;
import java.net.InetSocketAddress;

/** Lines of the log that are about a connection. */
public final class ConnectionLog {
    private ConnectionLog() {}

    /** A line that says which connection it is about. */
    public static LogLineBuilder of(LogEvent event, ListenerName listener, ClientConnection wire) {
        return LogLineBuilder.of(event)
                .with(LogKey.LISTENER, listener.text())
                .peer(wire.peer())
                .with(LogKey.SESSION, wire.id());
    }

    /** The same, with the version of TLS. */
    public static LogLineBuilder withTls(LogEvent event, ListenerName listener, ClientConnection wire) {
        return of(event, listener, wire).with(LogKey.TLS, wire.tls().map(TlsSessionInfo::version));
    }

    /** Tells of a peer that is not served for what it sent. */
    public static void refused(ListenerName listener, ClientConnection wire, String reason) {
        of(LogEvent.CONNECTION_REFUSED, listener, wire)
                .with(LogKey.REASON, reason)
                .tell();
    }

    /** Tells of a peer that is not served, and has no session yet. */
    public static void refused(ListenerName listener, InetSocketAddress peer, String reason) {
        LogLineBuilder.of(LogEvent.CONNECTION_REFUSED)
                .with(LogKey.LISTENER, listener.text())
                .peer(peer)
                .with(LogKey.REASON, reason)
                .tell();
    }
}
