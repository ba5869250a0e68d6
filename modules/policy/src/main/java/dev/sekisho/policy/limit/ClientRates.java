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
 * @param undelayedUnknown unknown recipients within {@link #WINDOW}, after which each RCPT is answered later
 * @param unknown unknown recipients within {@link #WINDOW}, after which RCPT closes the connection
 * @param exceptions networks whose clients may do everything as often as they like
 */
public record ClientRates(
        int connections, int mails, int recipients, int undelayedUnknown, int unknown, List<CidrNetwork> exceptions) {
    /** The most that a rate may be. */
    public static final int MOST = 1_000_000;

    /** The time that unknown recipients are counted within. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** So many good recipients make good for an unknown one. */
    public static final int GOOD_FOR_UNKNOWN = 10;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** This machine: its filters and web mail, and proxies that do not tell whose connection it is. */
    public static final List<CidrNetwork> LOOPBACK = Stream.of(
                    CidrNetwork.of(new byte[] {127, 0, 0, 0}, 8, "127.0.0.0/8"),
                    CidrNetwork.of(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, "::1"))
            .map(Optional::orElseThrow)
            .toList();

    /** 3,000 connections, 6,000 messages and 30,000 recipients, 20 and 100 unknown ones; this machine is excepted. */
    public static final ClientRates DEFAULT = new ClientRates(3_000, 6_000, 30_000, 20, 100, LOOPBACK);

    public ClientRates {
        LimitCheck.positive("connections in a minute", connections);
        LimitCheck.positive("MAIL commands in a minute", mails);
        LimitCheck.positive("RCPT commands in a minute", recipients);
        LimitCheck.positive("unknown recipients without a delay", undelayedUnknown);
        LimitCheck.positive("unknown recipients", unknown);
        exceptions = List.copyOf(exceptions);
    }

    /** How many a client may do in a minute; of unknown recipients, how many it may name within {@link #WINDOW} before a delay. */
    public int limit(ClientEvent event) {
        return switch (event) {
            case CONNECTION -> connections;
            case MAIL -> mails;
            case RECIPIENT -> recipients;
            case UNKNOWN_RECIPIENT -> undelayedUnknown;
        };
    }

    /** What a client takes a token of: a minute's number at once, and then as many in each minute; all unknown recipients of a window. */
    public TokenBucket bucket(ClientEvent event) {
        return event == ClientEvent.UNKNOWN_RECIPIENT
                ? new TokenBucket(unknown, WINDOW)
                : new TokenBucket(limit(event), MINUTE);
    }

    /**
     * How long the answer to RCPT waits: 1 s, 2 s, 4 s and 8 s, then 10 s.
     *
     * @param missing unknown recipients that the client has named and that nothing has made good for
     * @return empty if there are so many that no RCPT is answered
     */
    public Optional<Duration> delay(long missing) {
        if (missing >= unknown) {
            return Optional.empty();
        }
        long beyond = missing - undelayedUnknown;
        if (beyond < 0) {
            return Optional.of(Duration.ZERO);
        }
        Duration doubled = SHORTEST_DELAY.multipliedBy(1L << Math.min(beyond, LONGEST_DELAY.toSeconds()));
        return Optional.of(doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY);
    }

    /** True if clients at an address have no rates. @param address the octets of an IPv4 or IPv6 address */
    public boolean excepts(byte[] address) {
        return exceptions.stream().anyMatch(network -> network.contains(address));
    }
}
