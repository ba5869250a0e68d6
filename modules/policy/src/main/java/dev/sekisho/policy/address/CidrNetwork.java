// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import java.util.Arrays;
import java.util.Optional;

/**
 * A network in CIDR notation (RFC 4632 3.1, RFC 4291 2.3). A network is at most as wide as the widest private one, 10.0.0.0/8 or fc00::/7:
 * wider is as good as everybody.
 */
public final class CidrNetwork {
    private static final int SHORTEST_IPV4 = 8;
    private static final int SHORTEST_IPV6 = 7;
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;

    private final byte[] address;
    private final int prefixLength;
    private final String text;

    private CidrNetwork(byte[] address, int prefixLength, String text) {
        this.address = address;
        this.prefixLength = prefixLength;
        this.text = text;
    }

    /**
     * The network of an address and the length of its prefix.
     *
     * @param address the octets of an IPv4 or IPv6 address
     * @param prefixLength bits that all addresses of the network have alike
     * @param text how it is written
     * @return empty if the address has bits beyond the prefix, or the network is too wide, or it is none
     */
    public static Optional<CidrNetwork> of(byte[] address, int prefixLength, String text) {
        int longest = address.length * Byte.SIZE;
        int shortest = address.length == IPV4_OCTETS ? SHORTEST_IPV4 : SHORTEST_IPV6;
        boolean sound = (address.length == IPV4_OCTETS || address.length == IPV6_OCTETS)
                && prefixLength >= shortest
                && prefixLength <= longest
                && Arrays.equals(address, masked(address, prefixLength));
        return sound ? Optional.of(new CidrNetwork(address.clone(), prefixLength, text)) : Optional.empty();
    }

    /** An address without the bits beyond its prefix. */
    public static byte[] masked(byte[] address, int prefixLength) {
        byte[] result = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
            result[i] = (byte) (address[i] & (0xFF << (Byte.SIZE - bits)));
        }
        return result;
    }

    /** The octets of its first address. */
    public byte[] first() {
        return address.clone();
    }

    /** Bits that all of its addresses have alike. */
    public int prefixLength() {
        return prefixLength;
    }

    /** True if the address, by its octets, is in this network. An IPv4 address is never in an IPv6 network. */
    public boolean contains(byte[] candidate) {
        return candidate.length == address.length && Arrays.equals(masked(candidate, prefixLength), address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrNetwork network
                && network.prefixLength == prefixLength
                && Arrays.equals(network.address, address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefixLength;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
