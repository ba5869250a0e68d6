// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.listener;

import dev.sekisho.server.transport.tls.TlsEndpoint;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import dev.sekisho.tls.engine.NegotiatedTls;
import dev.sekisho.tls.engine.ServerEndPoint;
import dev.sekisho.tls.hello.HandshakeRefused;
import dev.sekisho.tls.server.ServerTls;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.NotSslRecordException;
import javax.net.ssl.SSLSession;

/** The TLS of one listener, with the certificates of the moment. */
public final class CertificateEndpoint implements TlsEndpoint {
    /** The end of a listener that has no TLS. */
    public static final TlsEndpoint NONE = new TlsEndpoint() {
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
        public TlsSessionInfo describe(SSLSession session) {
            throw new IllegalStateException("the listener has no TLS");
        }
    };

    private final ServerTls.Listener listener;

    public CertificateEndpoint(ServerTls.Listener listener) {
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
    public TlsSessionInfo describe(SSLSession session) {
        NegotiatedTls client = NegotiatedTls.of(session);
        return new TlsSessionInfo(
                client.version(), client.cipherSuite(), client.leafPin(), ServerEndPoint.presented(session));
    }
}
