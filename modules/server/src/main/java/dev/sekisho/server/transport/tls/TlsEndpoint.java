// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import javax.net.ssl.SSLSession;

/** The server's end of TLS on one listener. */
public interface TlsEndpoint {
    /** True if there is a certificate to present now. */
    boolean available();

    /** A handler for one connection, which becomes or is an {@code SslHandler}. */
    ChannelHandler newHandler(ByteBufAllocator allocator);

    /** True if a handshake failed because the client spoke in clear, before its ClientHello or behind it. */
    boolean failedByCleartext(Throwable cause);

    /** What is known of an established session. */
    TlsSessionInfo describe(SSLSession session);
}
