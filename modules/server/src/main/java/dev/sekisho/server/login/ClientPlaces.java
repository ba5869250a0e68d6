// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.login;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.login.ClientPlace;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where clients are, as their guesses are counted. */
final class ClientPlaces {
    private static final int CUSTOMER = 64;
    private static final int SITE = 48;
    private static final int IPV4_NETWORK = 24;

    private ClientPlaces() {}

    static ClientPlace of(InetAddress client) {
        return client instanceof Inet6Address
                ? new ClientPlace(network(client, CUSTOMER), network(client, SITE))
                : new ClientPlace(client.getHostAddress(), network(client, IPV4_NETWORK));
    }

    private static String network(InetAddress client, int prefixLength) {
        try {
            byte[] first = CidrNetwork.masked(client.getAddress(), prefixLength);
            return InetAddress.getByAddress(first).getHostAddress() + "/" + prefixLength;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has as many octets as one", e);
        }
    }
}
