// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server;

import dev.sekisho.server.transport.TlsEndpoint;
import dev.sekisho.server.transport.TlsSession;
import dev.sekisho.tls.HandshakeRefused;
import dev.sekisho.tls.ServerTls;
import dev.sekisho.tls.TlsPeer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.NotSslRecordException;
import javax.net.ssl.SSLSession;

/** The TLS of one listener, with the certificates of the moment. */
final class CertificateEndpoint implements TlsEndpoint {
    /** The end of a listener that has no TLS. */
    static final TlsEndpoint NONE = new TlsEndpoint() {
        @Override
        public boolean available() {
            return false;
        }

        @Override
        public ChannelHandler newHandler(ByteBufAllocator allocator) {
            throw new IllegalStateException("the listener has no TLS");
        }

        @Override
        public boolean failedByCleartext(Throwable cause) {
            return false;
        }

        @Override
        public TlsSession describe(SSLSession session) {
            throw new IllegalStateException("the listener has no TLS");
        }
    };

    private final ServerTls.Listener listener;

    CertificateEndpoint(ServerTls.Listener listener) {
        this.listener = listener;
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public ChannelHandler newHandler(ByteBufAllocator allocator) {
        return listener.newHandler();
    }

    @Override
    public boolean failedByCleartext(Throwable cause) {
        boolean beforeTheHello =
                cause instanceof HandshakeRefused refused && refused.reason() == HandshakeRefused.Reason.NOT_TLS;
        return beforeTheHello || cause instanceof NotSslRecordException;
    }

    @Override
    public TlsSession describe(SSLSession session) {
        TlsPeer peer = TlsPeer.of(session);
        return new TlsSession(peer.version(), peer.cipherSuite(), peer.leafPin());
    }
}
