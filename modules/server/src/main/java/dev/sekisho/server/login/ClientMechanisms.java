// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.BuiltInMechanism;
import dev.sekisho.policy.MechanismFacts;
import dev.sekisho.policy.PortPolicy;
import dev.sekisho.server.sasl.SaslChannel;
import dev.sekisho.server.sasl.SaslDialogue;
import dev.sekisho.server.sasl.SaslMechanisms;
import dev.sekisho.server.transport.ClientConnection;
import dev.sekisho.server.transport.tls.TlsSessionInfo;
import java.util.List;
import java.util.Optional;

/**
 * The mechanisms by which a client may log in at this moment, as its policy decides; none without TLS.
 *
 * @param all the mechanisms that the server has
 * @param policy what the listener demands
 * @param hostName the name by which the listener calls itself
 * @param connection the client's connection
 */
public record ClientMechanisms(SaslMechanisms all, PortPolicy policy, String hostName, ClientConnection connection) {
    /** What is announced, in this order. */
    public List<String> names() {
        return connection
                .tls()
                .map(tls -> all.names(policy.protocol(), offered(tls)))
                .orElse(List.of());
    }

    /** The dialogue of the mechanism of a name, in any case of letters, if it is announced. */
    public Optional<SaslDialogue> begin(String name) {
        return connection.tls().flatMap(tls -> {
            List<BuiltInMechanism> offered = offered(tls);
            SaslChannel channel =
                    new SaslChannel(policy.protocol(), hostName, tls.serverEndPoint(), tls.peerPin(), offered);
            return all.find(name, policy.protocol(), offered)
                    .map(mechanism -> new SaslDialogue(mechanism, channel, connection.client()));
        });
    }

    private List<BuiltInMechanism> offered(TlsSessionInfo tls) {
        MechanismFacts facts = new MechanismFacts(
                tls.serverEndPoint().isPresent(), tls.peerPin().isPresent());
        return policy.logins().mechanisms().offered(policy.protocol(), facts);
    }
}
