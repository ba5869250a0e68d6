// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.relay.destination;

import com.google.common.net.InternetDomainName;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Notices that nobody can be reached on port 25: many providers block it for their customers (outbound port 25 blocking, OP25B). Servers are counted, not domains:
 * many domains may have one server, which is down. For any thread.
 */
public final class Port25BlockDetector {
    /** So many servers that have nothing to do with each other, and none in between that was reached. */
    static final int ENOUGH = 3;
    /** What failed longer ago proves nothing; a message that waits is tried at least once an hour. */
    static final Duration FAILURES_COUNT = Duration.ofHours(2);
    /** For so long one that was reached proves that the port is open, whoever fails. */
    static final Duration SUCCESS_COUNTS = Duration.ofMinutes(10);

    private final int watched;
    private final Clock clock;
    private final List<Unreached> unreached = new ArrayList<>();
    private Optional<Instant> reached = Optional.empty();

    /**
     * A server to which no TCP connection came about.
     *
     * @param owner whose name it has
     * @param network where its address is
     * @param when the last time
     */
    private record Unreached(String owner, String network, Instant when) {
        Unreached again(Instant later) {
            return new Unreached(owner, network, later);
        }

        boolean isRelatedTo(Unreached other) {
            return owner.equals(other.owner) || network.equals(other.network);
        }
    }

    /**
     * @param watched the port that mail exchangers are at: 25
     * @param clock says when
     */
    public Port25BlockDetector(int watched, Clock clock) {
        this.watched = watched;
        this.clock = clock;
    }

    /** Notes whether a TCP connection came about. */
    public synchronized void connected(String host, InetSocketAddress address, boolean success) {
        if (address.getPort() != watched) {
            return;
        }
        if (success) {
            unreached.clear();
            reached = Optional.of(clock.instant());
            return;
        }
        Unreached server = new Unreached(owner(host), network(address), clock.instant());
        List<Unreached> related = unreached.stream().filter(server::isRelatedTo).toList();
        if (related.isEmpty()) {
            unreached.add(server);
        } else if (related.size() == 1) {
            unreached.replaceAll(each -> each.isRelatedTo(server) ? each.again(server.when()) : each);
        }
        unreached.removeIf(each -> each.when().isBefore(clock.instant().minus(FAILURES_COUNT)));
    }

    /** Whether the port appears blocked. */
    public synchronized boolean appearsBlocked() {
        Instant now = clock.instant();
        boolean open =
                reached.filter(when -> now.isBefore(when.plus(SUCCESS_COUNTS))).isPresent();
        long failed = unreached.stream()
                .filter(each -> !each.when().isBefore(now.minus(FAILURES_COUNT)))
                .count();
        return !open && failed >= ENOUGH;
    }

    /** The name that was registered, such as example.co.jp of mx1.example.co.jp; what is none stands for itself. */
    private static String owner(String host) {
        if (!InternetDomainName.isValid(host)) {
            return host;
        }
        InternetDomainName name = InternetDomainName.from(host);
        if (name.isUnderPublicSuffix()) {
            return name.topPrivateDomain().toString();
        }
        List<String> labels = name.parts();
        return String.join(".", labels.subList(Math.max(0, labels.size() - 2), labels.size()));
    }

    /** Wide enough for what one provider has: /16 of IPv4, /32 of IPv6. */
    private static String network(InetSocketAddress address) {
        byte[] octets = address.getAddress().getAddress();
        return HexFormat.of().formatHex(octets, 0, octets.length == 4 ? 2 : 4);
    }
}
