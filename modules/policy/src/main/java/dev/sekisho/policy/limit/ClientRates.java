// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.limit;

import dev.sekisho.policy.address.CidrNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often a client may do something on a listener. A client is one IPv4 address or one IPv6 /64; where users log in, each user of such an
 * address is a client of its own, and a connection that logs in counts no longer.
 *
 * @param connections connections in a minute
 * @param mails MAIL commands in a minute
 * @param recipients RCPT commands in a minute
 * @param exceptions networks whose clients may do everything as often as they like
 */
public record ClientRates(int connections, int mails, int recipients, List<CidrNetwork> exceptions) {
    /** The most that a rate may be. */
    public static final int MOST = 1_000_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** This machine: its filters and web mail, and proxies that do not tell whose connection it is. */
    public static final List<CidrNetwork> LOOPBACK = Stream.of(
                    CidrNetwork.of(new byte[] {127, 0, 0, 0}, 8, "127.0.0.0/8"),
                    CidrNetwork.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "::1"))
            .map(Optional::orElseThrow)
            .toList();

    /** 3,000 connections, 6,000 messages and 30,000 recipients; this machine is excepted. */
    public static final ClientRates DEFAULT = new ClientRates(3_000, 6_000, 30_000, LOOPBACK);

    public ClientRates {
        LimitCheck.positive("connections in a minute", connections);
        LimitCheck.positive("MAIL commands in a minute", mails);
        LimitCheck.positive("RCPT commands in a minute", recipients);
        exceptions = List.copyOf(exceptions);
    }

    /** How many a client may do in a minute. */
    public int perMinute(ClientEvent event) {
        return switch (event) {
            case CONNECTION -> connections;
            case MAIL -> mails;
            case RECIPIENT -> recipients;
        };
    }

    /** What a client takes a token of: a minute's number at once, and then as many in each minute. */
    public TokenBucket bucket(ClientEvent event) {
        return new TokenBucket(perMinute(event), MINUTE);
    }

    /** True if clients at an address have no rates. @param address the octets of an IPv4 or IPv6 address */
    public boolean excepts(byte[] address) {
        return exceptions.stream().anyMatch(network -> network.contains(address));
    }
}
