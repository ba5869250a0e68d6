// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.transport.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Whom limits are counted for: one IPv4 address, or the /64 of an IPv6 address, which is what one customer has.
 *
 * @param text the address or network as written
 */
public record ClientNetwork(String text) {
    /** The key of an address. */
    public static ClientNetwork of(InetAddress address) {
        if (address instanceof Inet6Address) {
            byte[] network = address.getAddress();
            Arrays.fill(network, 8, 16, (byte) 0);
            try {
                return new ClientNetwork(InetAddress.getByAddress(network).getHostAddress() + "/64");
            } catch (UnknownHostException e) {
                throw new IllegalStateException("16 octets are an IPv6 address", e);
            }
        }
        return new ClientNetwork(address.getHostAddress());
    }

    @Override
    public String toString() {
        return text;
    }
}
