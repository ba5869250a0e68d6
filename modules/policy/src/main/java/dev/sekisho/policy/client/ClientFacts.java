// SPDX-License-Identifier: Apache-2.0
package dev.sekisho.policy.client;

import java.util.List;

/**
 * All that is known of a client that does not log in.
 *
 * @param examined false if nothing is asked about clients of its address
 * @param blocked what each block list says
 * @param allowed what each allow list says
 * @param name what the DNS says of its name
 */
public record ClientFacts(boolean examined, List<DnsListing> blocked, List<DnsListing> allowed, ClientName name) {
    /** Of a client that nothing is asked about. */
    public static final ClientFacts NOT_EXAMINED = new ClientFacts(false, List.of(), List.of(), ClientName.NOT_ASKED);

    public ClientFacts {
        blocked = List.copyOf(blocked);
        allowed = List.copyOf(allowed);
    }

    /** True if an allow list has the client. */
    public boolean isAllowed() {
        return allowed.stream().anyMatch(DnsListing::listed);
    }

    /** True if this list has the client. */
    public boolean isListed(DnsList list) {
        return blocked.stream()
                .anyMatch(listing -> listing.listed() && listing.list().equals(list));
    }
}
