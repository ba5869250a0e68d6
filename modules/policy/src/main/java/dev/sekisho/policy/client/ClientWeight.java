// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The weight of a client: the sum over the block lists that have it and, where that counts, over its name.
 *
 * @param lists the block lists that have it
 * @param nameWeight what its unconfirmed name adds
 */
public record ClientWeight(List<DnsBlockList> lists, int nameWeight) {
    /** Of a client that nothing is known against. */
    public static final ClientWeight NONE = new ClientWeight(List.of(), 0);

    public ClientWeight {
        lists = List.copyOf(lists);
    }

    /** The sum. */
    public int sum() {
        return nameWeight + lists.stream().mapToInt(DnsBlockList::weight).sum();
    }

    /** The names of the lists, each once; empty if the client is in none. */
    public String listNames() {
        return lists.stream().map(each -> each.list().name()).distinct().collect(Collectors.joining(", "));
    }

    /** Each part and its weight, such as {@code bl.example:2,unconfirmed-name:1}. */
    public List<String> parts() {
        Stream<String> ofLists = lists.stream().map(each -> each.list() + ":" + each.weight());
        Stream<String> ofName = nameWeight == 0 ? Stream.empty() : Stream.of("unconfirmed-name:" + nameWeight);
        return Stream.concat(ofLists, ofName).toList();
    }
}
