// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.server.smtp.client;

import dev.sekisho.policy.address.DomainName;
import dev.sekisho.policy.client.ClientName;
import dev.sekisho.relay.dns.AsyncDns;
import dev.sekisho.relay.dns.DnsLookup.Answer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Looks up the name of a client and whether it leads back (RFC 8601 3). Who owns the address chooses how many names it has: a few are
 * looked at.
 *
 * @param dns who is asked
 */
record ConfirmedName(AsyncDns dns) {
    private static final int MOST_NAMES = 5;

    /** The name of an address. */
    CompletableFuture<ClientName> of(InetAddress address) {
        return dns.names(address)
                .thenCompose(answer -> answer.fold(
                        names -> first(names, address),
                        () -> CompletableFuture.completedFuture(ClientName.UNCONFIRMED),
                        () -> CompletableFuture.completedFuture(ClientName.UNCONFIRMED),
                        notNow -> CompletableFuture.completedFuture(ClientName.UNKNOWN)));
    }

    private CompletableFuture<ClientName> first(List<String> names, InetAddress address) {
        CompletableFuture<ClientName> result = CompletableFuture.completedFuture(ClientName.UNCONFIRMED);
        List<String> hosts = names.stream()
                .flatMap(name -> DomainName.readHost(name).toOptional().stream())
                .map(DomainName::text)
                .distinct()
                .limit(MOST_NAMES)
                .toList();
        for (String host : hosts) {
            result = result.thenCombine(confirmed(host, address), ConfirmedName::better);
        }
        return result;
    }

    private CompletableFuture<ClientName> confirmed(String host, InetAddress address) {
        CompletableFuture<Answer<InetAddress>> addresses =
                address instanceof Inet4Address ? dns.ipv4(host) : dns.ipv6(host);
        return addresses.thenApply(answer -> answer.fold(
                found -> found.contains(address) ? ClientName.confirmed(host) : ClientName.UNCONFIRMED,
                () -> ClientName.UNCONFIRMED,
                () -> ClientName.UNCONFIRMED,
                notNow -> ClientName.UNKNOWN));
    }

    private static ClientName better(ClientName before, ClientName next) {
        return switch (before.status()) {
            case CONFIRMED -> before;
            case UNKNOWN -> next.name().isPresent() ? next : before;
            case UNCONFIRMED, NOT_ASKED -> next;
        };
    }
}
