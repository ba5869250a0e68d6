// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A network in CIDR notation (RFC 4632 3.1, RFC 4291 2.3). A network is at most as wide as the widest private one, 10.0.0.0/8 or fc00::/7:
 * wider is as good as everybody.
 */
public final class CidrNetwork {
    private static final Pattern TEXT =
            Pattern.compile("(?<address>[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/(?<length>[0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final int SHORTEST_IPV4 = 8;
    private static final int SHORTEST_IPV6 = 7;

    private final byte[] address;
    private final int length;
    private final String text;

    private CidrNetwork(byte[] address, int length, String text) {
        this.address = address;
        this.length = length;
        this.text = text;
    }

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; empty for anything else, and for a network that is too wide. */
    public static Optional<CidrNetwork> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? literal(matcher.group("address")).flatMap(bytes -> of(bytes, matcher.group("length"), text))
                : Optional.empty();
    }

    private static Optional<CidrNetwork> of(byte[] bytes, @Nullable String said, String text) {
        int longest = bytes.length * Byte.SIZE;
        int shortest = bytes.length == 4 ? SHORTEST_IPV4 : SHORTEST_IPV6;
        int length = said == null ? longest : Integer.parseInt(said);
        boolean sound = length >= shortest && length <= longest && Arrays.equals(bytes, masked(bytes, length));
        return sound ? Optional.of(new CidrNetwork(bytes, length, text)) : Optional.empty();
    }

    /** The network that an address with a length is in; empty where the text is no such thing, or the network is too wide. */
    public static Optional<CidrNetwork> around(String text) {
        Matcher matcher = TEXT.matcher(text);
        String said = matcher.matches() ? matcher.group("length") : null;
        return said == null
                ? Optional.empty()
                : literal(matcher.group("address")).flatMap(bytes -> around(bytes, Integer.parseInt(said)));
    }

    private static Optional<CidrNetwork> around(byte[] bytes, int length) {
        try {
            byte[] masked = masked(bytes, length);
            return of(
                    masked,
                    String.valueOf(length),
                    InetAddress.getByAddress(masked).getHostAddress() + "/" + length);
        } catch (UnknownHostException neverOfThisLength) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> literal(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Digits, dots and colons only: no name is looked up.
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }

    private static byte[] masked(byte[] bytes, int length) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int bits = Math.max(0, Math.min(Byte.SIZE, length - i * Byte.SIZE));
            result[i] = (byte) (bytes[i] & (0xFF << (Byte.SIZE - bits)));
        }
        return result;
    }

    /** True if the address is in this network. An IPv4 address is never in an IPv6 network. */
    public boolean contains(InetAddress candidate) {
        byte[] bytes = candidate.getAddress();
        return bytes.length == address.length && Arrays.equals(masked(bytes, length), address);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrNetwork network
                && network.length == length
                && Arrays.equals(network.address, address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + length;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
