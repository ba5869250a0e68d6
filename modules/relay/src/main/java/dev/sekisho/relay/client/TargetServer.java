// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.client;

import dev.sekisho.policy.pin.Pin;
import dev.sekisho.policy.route.NextHop;
import dev.sekisho.policy.route.RouteDemand;
import dev.sekisho.relay.client.sasl.RouteCredentials;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

/**
 * One server, and on what terms it gets mail. Two that are equal may share a connection.
 *
 * @param host the name it is known by, which its certificate must have
 * @param address where it listens
 * @param mx whether it was found by the DNS: only then may mail go in cleartext after TLS failed
 * @param tls how TLS begins
 * @param demand what TLS is insisted on
 * @param pins the keys that would do if the demand is {@code pinned}
 * @param credentials what to log in with
 */
public record TargetServer(
        String host,
        InetSocketAddress address,
        boolean mx,
        NextHop.Tls tls,
        RouteDemand demand,
        Set<Pin> pins,
        Optional<RouteCredentials> credentials) {
    public TargetServer {
        pins = Set.copyOf(pins);
        if (credentials.isPresent() && !demand.insistsOnTls()) {
            throw new IllegalArgumentException("credentials need a demand for TLS");
        }
    }

    /** The host and where it listens. */
    public String name() {
        return host + "[" + address.getAddress().getHostAddress() + "]:" + address.getPort();
    }
}
