// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import java.net.InetAddress;

/** The name by which a DNS list is asked for an address (RFC 5782 2.1, 2.4). */
final class ReversedAddress {
    private static final String DIGITS = "0123456789abcdef";

    private ReversedAddress() {}

    /** The octets of an IPv4 address, or the digits of an IPv6 address, the last one first, before the zone. */
    static String before(String zone, InetAddress address) {
        byte[] octets = address.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xFF;
            if (octets.length == 4) {
                name.append(octet).append('.');
            } else {
                name.append(DIGITS.charAt(octet & 0xF))
                        .append('.')
                        .append(DIGITS.charAt(octet >> 4))
                        .append('.');
            }
        }
        return name + zone;
    }
}
