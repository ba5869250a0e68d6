// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.cli.check;

import dev.sekisho.config.listener.ListenerConfiguration;
import dev.sekisho.config.problem.Problem;
import dev.sekisho.config.problem.ProblemList;
import dev.sekisho.policy.client.ClientChecks;
import dev.sekisho.policy.client.DnsBlockList;
import dev.sekisho.policy.client.DnsList;
import dev.sekisho.policy.client.DnsListing;
import dev.sekisho.relay.dns.DnsLookup;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether the DNS lists of the listeners are in use: each has an entry for 127.0.0.2, and none for 127.0.0.1 (RFC 5782 5).
 *
 * @param listeners the listeners
 * @param names the DNS
 */
record DnsListCheck(List<ListenerConfiguration> listeners, DnsLookup names) {
    private static final String EXPECTED = "remove the list, or ask its owner how it is to be asked";

    List<Problem> problems() {
        ProblemList problems = new ProblemList();
        listeners.forEach(listener ->
                lists(listener.policy().clientChecks()).distinct().forEach(list -> check(listener, list, problems)));
        return problems.warnings();
    }

    private static Stream<DnsList> lists(ClientChecks checks) {
        return Stream.concat(checks.blockLists().stream().map(DnsBlockList::list), checks.allowLists().stream());
    }

    private void check(ListenerConfiguration listener, DnsList list, ProblemList problems) {
        DnsListing test = listing(list, "2.0.0.127.");
        if (test.status() == DnsListing.Status.UNKNOWN) {
            warn(listener, list, problems, "cannot be used: " + test.detail());
            return;
        }
        if (listing(list, "1.0.0.127.").listed()) {
            warn(listener, list, problems, "lists 127.0.0.1, so it may list everybody (RFC 5782 5)");
        } else if (!test.listed()) {
            warn(
                    listener,
                    list,
                    problems,
                    "has no entry for 127.0.0.2 with answers " + list.answers()
                            + ", so it may not be in use any more (RFC 5782 5)");
        }
    }

    private DnsListing listing(DnsList list, String reversed) {
        return names.addresses(reversed + list.zone())
                .fold(
                        found -> list.listing(
                                found.stream().map(InetAddress::getAddress).toList()),
                        () -> list.listing(List.of()),
                        () -> list.listing(List.of()),
                        list::unknown);
    }

    private static void warn(ListenerConfiguration listener, DnsList list, ProblemList problems, String fault) {
        problems.warn(
                listener.position(), "listener " + listener.name(), "the DNS list " + list + " " + fault, EXPECTED);
    }
}
