// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.ban;

import dev.sekisho.policy.address.CidrNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Networks as hold-offs name them: an IPv4 address alone, anything else with the length of its prefix, and at most the /64 of an IPv6 address. */
final class HeldOffText {
    private static final int IPV4_OCTETS = 4;
    private static final int IPV4_ADDRESS = 32;
    private static final int IPV6_CUSTOMER = 64;

    private HeldOffText() {}

    static String of(CidrNetwork network) {
        byte[] first = network.first();
        boolean ipv4 = first.length == IPV4_OCTETS;
        int length = ipv4 ? network.prefixLength() : Math.min(network.prefixLength(), IPV6_CUSTOMER);
        try {
            String address =
                    InetAddress.getByAddress(CidrNetwork.masked(first, length)).getHostAddress();
            return ipv4 && length == IPV4_ADDRESS ? address : address + "/" + length;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a network has the octets of an address", e);
        }
    }
}
