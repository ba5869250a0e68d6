// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import dev.sekisho.policy.address.CidrNetwork;
import dev.sekisho.policy.address.DomainName;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Checks of clients for properties, and what may be known of a client under them. */
public final class ClientArbitraries {
    private ClientArbitraries() {}

    /** Checks of every kind, that ask something. */
    public static Arbitrary<ClientChecks> checks() {
        Arbitrary<Integer> weights = Arbitraries.integers().between(1, 3);
        return Combinators.combine(
                        weights.list().ofMaxSize(4),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Greylisting.Clients.NONE, Greylisting.Clients.ALL))
                .as((lists, threshold, allowLists, nameWeight, clients) -> new ClientChecks(
                        blockLists(lists),
                        threshold,
                        allowLists(allowLists),
                        new ClientNameLookup(true, nameWeight),
                        greylisting(clients),
                        List.<CidrNetwork>of()));
    }

    /** What may be known of a client under these checks. */
    public static Arbitrary<ClientFacts> facts(ClientChecks checks) {
        List<DnsList> blocked =
                checks.blockLists().stream().map(DnsBlockList::list).toList();
        return Combinators.combine(
                        Arbitraries.of(DnsListing.Status.class).list().ofSize(blocked.size()),
                        Arbitraries.of(DnsListing.Status.class)
                                .list()
                                .ofSize(checks.allowLists().size()),
                        Arbitraries.of(ClientName.confirmed("mx.example"), ClientName.UNCONFIRMED, ClientName.UNKNOWN))
                .as((blocks, allows, name) ->
                        new ClientFacts(true, listings(blocked, blocks), listings(checks.allowLists(), allows), name));
    }

    static Greylisting greylisting(Greylisting.Clients clients) {
        return new Greylisting(clients, Duration.ofMinutes(5), Duration.ofDays(2), Duration.ofDays(35), 5);
    }

    static DnsList list(String zone) {
        return new DnsList(new DomainName(zone), DnsListAnswers.USUAL, zone);
    }

    private static List<DnsBlockList> blockLists(List<Integer> weights) {
        return IntStream.range(0, weights.size())
                .mapToObj(i -> new DnsBlockList(list("bl" + i + ".example"), weights.get(i)))
                .toList();
    }

    private static List<DnsList> allowLists(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> list("wl" + i + ".example"))
                .toList();
    }

    private static List<DnsListing> listings(List<DnsList> lists, List<DnsListing.Status> statuses) {
        return IntStream.range(0, lists.size())
                .mapToObj(i -> new DnsListing(lists.get(i), statuses.get(i), ""))
                .toList();
    }
}
