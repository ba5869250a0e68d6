// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import javax.net.ssl.SSLSession;

/** A listener without TLS. */
final class NoTlsEndpoint implements TlsEndpoint {
    @Override
    public boolean available() {
        return false;
    }

    @Override
    public ChannelHandler newHandler(ByteBufAllocator allocator) {
        throw new IllegalStateException("there is no TLS");
    }

    @Override
    public TlsSessionInfo describe(SSLSession session) {
        throw new IllegalStateException("there is no TLS");
    }

    @Override
    public boolean failedByCleartext(Throwable cause) {
        return false;
    }
}
