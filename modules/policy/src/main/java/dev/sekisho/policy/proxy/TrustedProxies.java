// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.proxy;

import dev.sekisho.policy.address.CidrNetwork;
import java.util.List;
import java.util.Optional;

/**
 * The proxies of a listener. A listener that has any takes connections from them alone, each of which begins with a header of the PROXY
 * protocol (version 1 or 2, as haproxy.org publishes it) that says who the client is. A listener that has none reads no such header.
 *
 * @param networks where the proxies are; empty if the listener has none
 * @param endTls true if the proxies end TLS, and their header is believed to say whether the client had it
 */
public record TrustedProxies(List<CidrNetwork> networks, boolean endTls) {
    /** Clients connect directly. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of(), false);

    public TrustedProxies {
        networks = List.copyOf(networks);
    }

    /** True if connections come through proxies. */
    public boolean expected() {
        return !networks.isEmpty();
    }

    /** Decides on a connection before anything of it is read. @param peer the octets of the address that it comes from */
    public Optional<ProxyRefusal> refusal(byte[] peer) {
        boolean listed = networks.stream().anyMatch(network -> network.contains(peer));
        return expected() && !listed ? Optional.of(ProxyRefusal.NOT_LISTED) : Optional.empty();
    }

    /** Decides on a connection by its header. */
    public Optional<ProxyRefusal> refusal(ProxyHeader header) {
        if (header.origin() == ProxyHeader.Origin.UNKNOWN) {
            return Optional.of(ProxyRefusal.NO_ADDRESS);
        }
        return endTls && !header.tls() ? Optional.of(ProxyRefusal.NO_TLS) : Optional.empty();
    }
}
