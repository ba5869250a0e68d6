// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.tls.server;

import dev.sekisho.policy.PortPolicy;
import dev.sekisho.policy.PortPolicy.UnknownName;
import java.time.Duration;
import java.util.Optional;

/**
 * What a listener wants of its handshakes.
 *
 * @param asksClientCertificate whether clients are asked for a certificate; any is taken, and none too, since the check is made
 *     later by the pin of the leaf
 * @param unknownName what a client gets that names a host no identity serves
 * @param handshakeTimeout how long a handshake may take, from the first byte awaited to its end
 * @param alpn the application protocol's name (RFC 7301 6), agreed to if the client offers it
 */
public record ListenerTls(
        boolean asksClientCertificate, UnknownName unknownName, Duration handshakeTimeout, Optional<String> alpn) {

    /** What a port policy says of TLS. */
    public static ListenerTls of(PortPolicy policy) {
        return new ListenerTls(
                policy.asksClientCertificate(),
                policy.unknownName(),
                policy.limits().connections().handshake(),
                switch (policy.protocol()) {
                    case SMTP -> Optional.empty();
                    case POP3 -> Optional.of("pop3");
                    case IMAP -> Optional.of("imap");
                });
    }
}
