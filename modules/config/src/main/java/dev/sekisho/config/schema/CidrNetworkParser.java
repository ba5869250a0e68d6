// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.config.schema;

import dev.sekisho.policy.address.CidrNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads networks as they are written. No name is looked up. */
public final class CidrNetworkParser {
    private static final Pattern TEXT =
            Pattern.compile("(?<address>[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)(/(?<length>[0-9]{1,3}))?");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");

    private CidrNetworkParser() {}

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; empty for anything else, and for a network that is too wide. */
    public static Optional<CidrNetwork> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? literal(matcher.group("address"))
                        .flatMap(octets -> CidrNetwork.of(octets, length(octets, matcher.group("length")), text))
                : Optional.empty();
    }

    private static int length(byte[] octets, @Nullable String said) {
        return said == null ? octets.length * Byte.SIZE : Integer.parseInt(said);
    }

    /** The network that an address with a length is in; empty where the text is no such thing, or the network is too wide. */
    public static Optional<CidrNetwork> around(String text) {
        Matcher matcher = TEXT.matcher(text);
        String said = matcher.matches() ? matcher.group("length") : null;
        return said == null
                ? Optional.empty()
                : literal(matcher.group("address")).flatMap(octets -> around(octets, Integer.parseInt(said)));
    }

    private static Optional<CidrNetwork> around(byte[] octets, int length) {
        try {
            byte[] masked = CidrNetwork.masked(octets, length);
            return CidrNetwork.of(
                    masked, length, InetAddress.getByAddress(masked).getHostAddress() + "/" + length);
        } catch (UnknownHostException neverOfThisLength) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> literal(String text) {
        if (!text.contains(":") && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Digits, dots and colons only.
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
