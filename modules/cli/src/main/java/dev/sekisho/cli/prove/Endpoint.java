// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.prove;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.proxy.TrustedProxies;
import java.net.InetAddress;

/**
 * The live port to prove.
 *
 * @param host the host as it was named; sent as the TLS server name if it is a name with a dot
 * @param address its address
 * @param port the port, with the offset
 * @param protocol what it speaks
 * @param implicitTls true if TLS begins with the first byte
 * @param proxies the proxies that it takes connections from
 */
public record Endpoint(
        String host, InetAddress address, int port, Protocol protocol, boolean implicitTls, TrustedProxies proxies) {
    /** {@code host:port}. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
