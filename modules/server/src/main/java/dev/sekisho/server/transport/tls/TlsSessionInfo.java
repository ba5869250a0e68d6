// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.tls;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.tls.engine.ServerEndPoint;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What is known of a session's TLS.
 *
 * @param version as in {@code TLSv1.3}
 * @param cipher the name of the cipher suite as IANA registers it
 * @param peerPin the pin of the key that the client proved to hold, if it presented a certificate
 * @param presented the certificate that this server presented; empty if a proxy did the handshake
 */
public record TlsSessionInfo(
        String version, String cipher, Optional<Pin> peerPin, Optional<X509Certificate> presented) {
    /** Of a handshake that a proxy did. */
    public static TlsSessionInfo toldByProxy(String version, String cipher) {
        return new TlsSessionInfo(version, cipher, Optional.empty(), Optional.empty());
    }

    /** By what a login can be bound to the session (RFC 5929 4.1); empty if it cannot. */
    public Optional<byte[]> serverEndPoint() {
        return presented.flatMap(ServerEndPoint::of);
    }
}
