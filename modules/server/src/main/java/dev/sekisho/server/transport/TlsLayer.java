// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport;

import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/** TLS in the pipeline of one connection, and compression above it. Confined to its event loop. */
final class TlsLayer {
    private static final String HANDLER = "tls";

    private final TlsEndpoint endpoint;
    private final boolean implicit;
    private final ConnectionMessages log;
    private Optional<TlsSessionInfo> session = Optional.empty();

    TlsLayer(TlsEndpoint endpoint, boolean implicit, ConnectionMessages log) {
        this.endpoint = endpoint;
        this.implicit = implicit;
        this.log = log;
    }

    /** True if a handshake can be begun now. */
    boolean available() {
        return endpoint.available();
    }

    /** What is known of the session; empty in cleartext. */
    Optional<TlsSessionInfo> session() {
        return session;
    }

    /** From now on all that comes is for the handshake. */
    void begin(Channel channel) {
        channel.pipeline().addFirst(HANDLER, endpoint.newHandler(channel.alloc()));
    }

    /** The handshake is done. */
    void done(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        session = Optional.of(endpoint.describe(handler.engine().getSession()));
    }

    /** A proxy has done the handshake. */
    void doneByProxy(TlsSessionInfo told) {
        session = Optional.of(told);
    }

    /** Tells the log why there was no handshake. */
    void logFailure(InetSocketAddress client, Throwable cause) {
        if (!implicit && endpoint.failedByCleartext(cause)) {
            log.injectionIntoHandshake(client);
        } else {
            log.handshakeFailed(client, cause);
        }
    }

    /** Compresses what is written from now on and expects the client to do the same (RFC 4978). */
    void compress(Channel channel) {
        ChannelHandler inflate = new InflateHandler();
        ChannelHandler deflate = ZlibCodecFactory.newZlibEncoder(ZlibWrapper.NONE);
        if (channel.pipeline().get(HANDLER) == null) {
            channel.pipeline().addFirst("inflate", inflate).addFirst("deflate", deflate);
        } else {
            channel.pipeline().addAfter(HANDLER, "inflate", inflate).addAfter(HANDLER, "deflate", deflate);
        }
    }
}
