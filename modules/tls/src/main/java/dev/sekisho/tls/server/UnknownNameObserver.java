// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.tls.hello.RequestedServerName;
import dev.sekisho.tls.material.HostPattern;
import java.net.SocketAddress;
import java.util.List;

/** Called for TLS clients that ask for a name which no identity has (RFC 6066 3), by the threads of connections: must not block. */
public interface UnknownNameObserver {
    /** Does nothing. */
    UnknownNameObserver NONE = (name, peer, presented) -> {};

    /**
     * A client asked for a name that no identity has.
     *
     * @param name what it asked for, printable and of at most {@link RequestedServerName#LONGEST} characters
     * @param peer the client
     * @param presented the names of the default identity that it gets; empty if the handshake is refused
     */
    void unknown(RequestedServerName name, SocketAddress peer, List<HostPattern> presented);
}
