// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy;

import dev.sekisho.policy.PortPolicy.UnknownName;
import dev.sekisho.policy.address.CidrNetwork;
import java.util.List;

/**
 * What a port policy demands of a session, but for its limits. Rules that contradict each other are refused by {@link PortPolicy}, which
 * knows the protocol.
 *
 * @param tls the rule for TLS
 * @param unknownName what a TLS client gets that names a host which no certificate serves
 * @param auth whether users log in
 * @param relay whose mail for other domains is sent onward
 * @param sender which addresses MAIL FROM may name
 * @param publicMx true if any server may deliver here, because the DNS names this one (RFC 3207 4: a publicly-referenced server)
 * @param relayNetworks networks whose mail is sent onward without a login; none where not {@code publicMx}
 * @param loopbackOnly true if the listener may only be bound to a loopback address
 */
public record PortRules(
        TlsMode tls,
        UnknownName unknownName,
        AuthMode auth,
        RelayRule relay,
        SenderRule sender,
        boolean publicMx,
        List<CidrNetwork> relayNetworks,
        boolean loopbackOnly) {

    public PortRules {
        relayNetworks = List.copyOf(relayNetworks);
    }

    /** Rules that are for anybody on any address, with the default certificate for an unknown name. */
    public static PortRules of(TlsMode tls, AuthMode auth, RelayRule relay, SenderRule sender) {
        return new PortRules(tls, UnknownName.DEFAULT_CERTIFICATE, auth, relay, sender, false, List.of(), false);
    }

    /** The same rules with other demands. */
    public PortRules with(TlsMode newTls, AuthMode newAuth, RelayRule newRelay, SenderRule newSender) {
        return new PortRules(newTls, unknownName, newAuth, newRelay, newSender, publicMx, relayNetworks, loopbackOnly);
    }

    /** The same rules with another answer to TLS clients that name an unknown host. */
    public PortRules with(UnknownName answer) {
        return new PortRules(tls, answer, auth, relay, sender, publicMx, relayNetworks, loopbackOnly);
    }

    /** The same rules with other networks. */
    PortRules withRelayNetworks(List<CidrNetwork> networks) {
        return new PortRules(tls, unknownName, auth, relay, sender, publicMx, networks, loopbackOnly);
    }

    /** The same rules, for a port where any server may deliver. */
    PortRules ofPublicMx() {
        return new PortRules(tls, unknownName, auth, relay, sender, true, relayNetworks, loopbackOnly);
    }

    /** The same rules, for loopback addresses alone. */
    PortRules onLoopbackOnly() {
        return new PortRules(tls, unknownName, auth, relay, sender, publicMx, relayNetworks, true);
    }
}
