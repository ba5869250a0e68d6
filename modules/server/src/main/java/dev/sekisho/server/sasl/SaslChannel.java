// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.sasl;

import dev.sekisho.policy.Protocol;
import dev.sekisho.policy.login.BuiltInMechanism;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import java.util.List;

/**
 * What a mechanism may know of the connection that it is used on.
 *
 * @param protocol the protocol spoken
 * @param hostName the name by which the listener calls itself
 * @param tls what is known of the TLS session
 * @param offered the mechanisms of this server that are offered on the connection
 */
public record SaslChannel(Protocol protocol, String hostName, TlsSessionInfo tls, List<BuiltInMechanism> offered) {
    public SaslChannel {
        offered = List.copyOf(offered);
    }
}
