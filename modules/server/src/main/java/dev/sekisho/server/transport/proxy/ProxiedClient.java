// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.proxy;

import dev.sekisho.server.transport.tls.TlsSessionInfo;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A client behind a proxy, as the proxy told of it.
 *
 * @param address the client's address; the proxy's own where the connection is the proxy's
 * @param tls the client's TLS with the proxy, which is believed
 */
public record ProxiedClient(InetSocketAddress address, Optional<TlsSessionInfo> tls) {
    private static final AttributeKey<ProxiedClient> KEY = AttributeKey.valueOf(ProxiedClient.class, "client");

    /** The address of the client of a connection, whether or not it came through a proxy. */
    public static InetSocketAddress addressOf(Channel channel) {
        return of(channel).map(ProxiedClient::address).orElseGet(() -> (InetSocketAddress) channel.remoteAddress());
    }

    /** The client that a proxy told of; empty on a connection that came directly. */
    public static Optional<ProxiedClient> of(Channel channel) {
        return Optional.ofNullable(channel.attr(KEY).get());
    }

    /** This is the client of that connection. */
    void on(Channel channel) {
        channel.attr(KEY).set(this);
    }
}
