// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.pin.Pin;
import java.util.List;
import java.util.Optional;

/**
 * What a mechanism may know of the connection that it is used on, which has TLS.
 *
 * @param protocol the protocol spoken
 * @param hostName the name by which the listener calls itself
 * @param serverEndPoint by what a login can be bound to the TLS session (RFC 5929 4.1); empty if it cannot
 * @param clientKey the key that the client proved to have in the handshake, if it showed a certificate
 * @param offered the mechanisms of this server that are offered on the connection
 */
public record SaslChannel(
        Protocol protocol,
        String hostName,
        Optional<byte[]> serverEndPoint,
        Optional<Pin> clientKey,
        List<BuiltInMechanism> offered) {
    public SaslChannel {
        offered = List.copyOf(offered);
    }
}
