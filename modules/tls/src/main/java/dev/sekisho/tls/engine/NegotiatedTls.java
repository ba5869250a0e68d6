// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.engine;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.material.CertificateFields;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What is known of the other side once a handshake is finished, on fresh and on resumed sessions alike.
 *
 * @param version {@code TLS1.2} or {@code TLS1.3}
 * @param cipherSuite its name in the IANA registry, as {@code TLS_AES_128_GCM_SHA256}
 * @param leafPin the pin of the key that the peer has proved to own; empty if it presented none
 */
public record NegotiatedTls(String version, String cipherSuite, Optional<Pin> leafPin) {

    /** The peer of a finished handshake. */
    public static NegotiatedTls of(SSLSession session) {
        return new NegotiatedTls(
                session.getProtocol().replace("TLSv", "TLS"), session.getCipherSuite(), leafPin(session));
    }

    /** The peer of a channel; empty before the handshake is finished. */
    public static Optional<NegotiatedTls> of(Channel channel) {
        return Optional.ofNullable(channel.pipeline().get(SslHandler.class))
                .filter(handler -> handler.handshakeFuture().isSuccess())
                .map(handler -> of(handler.engine().getSession()));
    }

    /** The pin of the leaf certificate that the peer presented. Others in its chain prove nothing, and do not count. */
    public static Optional<Pin> leafPin(SSLSession session) {
        try {
            return Optional.of(CertificateFields.pin(session.getPeerCertificates()[0]));
        } catch (SSLPeerUnverifiedException noCertificate) {
            return Optional.empty();
        }
    }

    /** As a clause of the {@code Received} field (RFC 8314 4.3): {@code tls} and the cipher suite. */
    public String receivedClause() {
        return "tls " + cipherSuite;
    }
}
