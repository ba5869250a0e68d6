// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.tls;

import dev.sekisho.policy.pin.Pin;
import java.util.Optional;

/**
 * What is known of a session's TLS.
 *
 * @param version as in {@code TLSv1.3}
 * @param cipher the name of the cipher suite as IANA registers it
 * @param peerPin the pin of the key that the client proved to hold, if it presented a certificate
 */
public record TlsSessionInfo(String version, String cipher, Optional<Pin> peerPin) {}
