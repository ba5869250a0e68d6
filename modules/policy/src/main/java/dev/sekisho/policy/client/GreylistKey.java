// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import dev.sekisho.policy.address.CidrNetwork;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What greylisting remembers by: servers of one network share their queue, and mailing lists have another sender for each message.
 *
 * @param client the network of the client, IPv4 /24 or IPv6 /64, in hexadecimal digits
 * @param sender the sender in lower case, without what changes from message to message; empty for the null sender
 * @param recipient the recipient in lower case
 */
public record GreylistKey(String client, String sender, String recipient) {
    private static final int IPV4_PREFIX = 24;
    private static final int IPV6_PREFIX = 64;

    /** The tag of BATV: {@code prvs=1234abcdef=local}. */
    private static final Pattern SIGNED = Pattern.compile("^prvs=[^=]*=");
    /** The hash and the day of a rewritten sender. */
    private static final Pattern REWRITTEN = Pattern.compile("^(srs[01][=+-])[^=]*=([a-z2-7]{2}=)?");

    private static final Pattern EXTENSION = Pattern.compile("\\+.*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /**
     * The key of an attempt.
     *
     * @param address the octets of the client's address
     * @param sender the sender; empty for the null sender
     */
    public static GreylistKey of(byte[] address, String sender, String recipient) {
        byte[] network = CidrNetwork.masked(address, address.length == 4 ? IPV4_PREFIX : IPV6_PREFIX);
        int octets = address.length == 4 ? IPV4_PREFIX / Byte.SIZE : IPV6_PREFIX / Byte.SIZE;
        return new GreylistKey(
                HexFormat.of().formatHex(network, 0, octets), constantPart(sender), recipient.toLowerCase(Locale.ROOT));
    }

    private static String constantPart(String sender) {
        String lower = sender.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        if (at < 0) {
            return lower;
        }
        String local = SIGNED.matcher(lower.substring(0, at)).replaceFirst("");
        local = REWRITTEN.matcher(local).replaceFirst("$1");
        local = local.startsWith("+") ? local : EXTENSION.matcher(local).replaceFirst("");
        return DIGITS.matcher(local).replaceAll("#") + lower.substring(at);
    }
}
