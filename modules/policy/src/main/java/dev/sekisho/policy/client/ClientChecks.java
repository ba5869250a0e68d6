// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import dev.sekisho.policy.address.CidrNetwork;
import java.util.List;

/**
 * What is asked about a client that does not log in, and what follows.
 *
 * @param blockLists lists of unwanted clients
 * @param threshold the weight from which on a client is refused
 * @param allowLists lists of clients whose mail is neither refused nor deferred here
 * @param name whether the name of the client is looked up
 * @param greylisting whose mail is deferred at first
 * @param uncheckedNetworks networks about whose clients nothing is asked
 */
public record ClientChecks(
        List<DnsBlockList> blockLists,
        int threshold,
        List<DnsList> allowLists,
        ClientNameLookup name,
        Greylisting greylisting,
        List<CidrNetwork> uncheckedNetworks) {
    /** Nothing is asked. */
    public static final ClientChecks NONE =
            new ClientChecks(List.of(), 1, List.of(), ClientNameLookup.NONE, Greylisting.OFF, List.of());

    /** Lists of both kinds: each costs a question for each new client. */
    public static final int MOST_LISTS = 20;

    public ClientChecks {
        blockLists = List.copyOf(blockLists);
        allowLists = List.copyOf(allowLists);
        uncheckedNetworks = List.copyOf(uncheckedNetworks);
        if (threshold < 1) {
            throw new IllegalArgumentException("a client is refused from a weight of 1 or more, found " + threshold);
        }
        if (blockLists.size() + allowLists.size() > MOST_LISTS) {
            throw new IllegalArgumentException(
                    "found " + (blockLists.size() + allowLists.size()) + " DNS lists, expected at most " + MOST_LISTS);
        }
        if (greylisting.clients() == Greylisting.Clients.SUSPICIOUS
                && blockLists.isEmpty()
                && name.unconfirmedWeight() == 0) {
            throw new IllegalArgumentException(
                    "greylisting of suspicious clients needs a DNS list or a weight of unconfirmed names, found none");
        }
    }

    /** True if anything is asked about anybody. */
    public boolean any() {
        return asksDns() || greylisting.clients() != Greylisting.Clients.NONE;
    }

    /** True if the DNS is asked about anybody. */
    public boolean asksDns() {
        return !blockLists.isEmpty() || !allowLists.isEmpty() || name.enabled();
    }

    /**
     * True if anything is asked about a client of this address.
     *
     * @param address the octets of an IPv4 or IPv6 address
     */
    public boolean examine(byte[] address) {
        return any() && uncheckedNetworks.stream().noneMatch(network -> network.contains(address));
    }

    /** The weight of a client. What is unknown counts nothing, and what is allowed has none. */
    public ClientWeight weight(ClientFacts client) {
        if (!client.examined() || client.isAllowed()) {
            return ClientWeight.NONE;
        }
        return new ClientWeight(
                blockLists.stream().filter(each -> client.isListed(each.list())).toList(),
                client.name().status() == ClientName.Status.UNCONFIRMED ? name.unconfirmedWeight() : 0);
    }

    /** The largest weight that a client can have. */
    public int largestWeight() {
        return name.unconfirmedWeight()
                + blockLists.stream().mapToInt(DnsBlockList::weight).sum();
    }
}
