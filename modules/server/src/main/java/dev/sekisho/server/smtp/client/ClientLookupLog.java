// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.client.ClientFacts;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.policy.client.DnsListing;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what could not be found out about clients: of each list, and of names, once a minute. For any thread. */
final class ClientLookupLog {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClientLookupLog.class);
    private static final Duration ONCE_IN = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<String, Long> told = new HashMap<>();

    ClientLookupLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Tells of what is unknown among the facts of a client. */
    void unknown(InetAddress client, ClientFacts facts) {
        Stream.concat(facts.blocked().stream(), facts.allowed().stream())
                .filter(listing -> listing.status() == DnsListing.Status.UNKNOWN)
                .filter(listing -> isDue("list " + listing.list().name()))
                .forEach(listing -> LOGGER.warn(
                        "DNS list {} says nothing of client {}: {}; the client is judged without it. If this goes on, check the list"
                                + " with 'sekisho check --network', or remove it",
                        listing.list(),
                        client.getHostAddress(),
                        listing.detail()));
        if (facts.name().status() == ClientName.Status.UNKNOWN && isDue("name")) {
            LOGGER.warn(
                    "the name of client {} cannot be looked up: the DNS did not answer in time; the client is judged without it",
                    client.getHostAddress());
        }
    }

    private synchronized boolean isDue(String what) {
        long now = nanoTime.getAsLong();
        Long last = told.get(what);
        if (last != null && now - last < ONCE_IN.toNanos()) {
            return false;
        }
        told.put(what, now);
        return true;
    }
}
